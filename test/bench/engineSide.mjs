// @ts-check
// How fast the views follow an engine with very many containers, beside `docker ps` over the same socket.
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { checkout } from "../../scripts/checkout.mjs";
import { run, step } from "../../scripts/child.mjs";
import { bundle, Subject } from "../../scripts/subject.mjs";
import { startFakeDocker } from "./fakeDocker.mjs";

/** @typedef {import("./fakeDocker.mjs").FakeDocker} FakeDocker */
/** @typedef {{ case: string, unit: "ms" | "MB", ours: readonly number[], peer: readonly number[] | undefined, peerName: string }} EngineSample */

const runs = 20;
const stormSeconds = 3;
/** After the first ones, checks go at their usual pace. */
const checkSeconds = 20;
const eventsPerSecond = 1000;

/**
 * First visibility to a full tree, an event to the changed item, memory, and a storm of events.
 * @returns {Promise<EngineSample[]>}
 */
export async function measureEngineSide() {
  const folder = mkdtempSync(path.join(tmpdir(), "hostside-bench-"));
  try {
    const program = path.join(folder, "engineSide.cjs");
    await bundle(path.join(checkout, "test", "bench", "engineSide.ts"), program);
    /** @type {EngineSample[]} */
    const samples = [];
    for (const count of [1_000, 10_000]) {
      samples.push(...(await step(`An engine with ${count} containers`, () => measureOne(program, folder, count))));
    }
    return samples;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} program
 * @param {string} folder
 * @param {number} count
 * @returns {Promise<EngineSample[]>}
 */
async function measureOne(program, folder, count) {
  const socket = path.join(folder, `${count}.sock`);
  const fake = await startFakeDocker(socket, count);
  const subject = new Subject(program, socket);
  try {
    const peerName = "docker ps";
    const name = (/** @type {string} */ what) => `${count} containers, ${what}`;
    const ps = await repeat(async () => {
      const from = performance.now();
      await run("docker", ["--host", `unix://${socket}`, "ps", "--all", "--no-trunc"]);
      return performance.now() - from;
    });
    const empty = Number((await subject.order("memory")).megabytes);
    const opened = await repeat(async () => Number((await subject.order("open")).milliseconds));
    const drawn = async (/** @type {string} */ view) => Number((await subject.order(view)).milliseconds);
    const networks = await repeat(() => drawn("networks"));
    const ports = await repeat(() => drawn("ports"));
    let renamings = 0;
    const rename = async () => {
      renamings += 1;
      const container = fake.containers[(renamings * 7) % count];
      if (container === undefined) throw new Error("there is no such container");
      await subject.order(`await ${container.Id}`);
      container.Names = [`/renamed${renamings}`];
      fake.tell(container, "rename");
      return Number((await subject.heard()).milliseconds);
    };
    fake.requests = 0;
    const changed = await repeat(rename);
    console.log(`  requests for ${changed.length} changes: ${fake.requests}`);
    const full = Number((await subject.order("memory")).megabytes);
    const list = JSON.stringify(fake.containers).length / 1024 / 1024;
    await subject.order("watch");
    await wait(stormSeconds * 1000);
    const idle = Number((await subject.order("watched")).p99);
    const busy = await storm(subject, fake);
    const checked = await withChecks(subject, fake, rename);
    return [
      { case: name("visible to full tree"), unit: "ms", ours: opened, peer: ps, peerName },
      { case: name("event to changed item"), unit: "ms", ours: changed, peer: ps, peerName },
      { case: name("lines of Networks"), unit: "ms", ours: networks, peer: ps, peerName },
      { case: name("lines of Host Ports"), unit: "ms", ours: ports, peer: ps, peerName },
      { case: name("heap"), unit: "MB", ours: [full - empty], peer: [list], peerName: "the list as JSON" },
      { case: name("event loop delay in a storm, p99"), unit: "ms", ours: [busy], peer: [idle], peerName: "idle" },
      {
        ...{ case: name("visible to full tree while ports are checked"), unit: "ms" },
        ...{ ours: checked.opened, peer: checked.openedWithout, peerName: "no checks" },
      },
      {
        ...{ case: name("event to changed item while ports are checked"), unit: "ms" },
        ...{ ours: checked.changed, peer: changed, peerName: "no checks" },
      },
      {
        ...{ case: name("event loop delay while ports are checked, p99"), unit: "ms" },
        ...{ ours: [checked.delay], peer: [idle], peerName: "idle" },
      },
    ];
  } finally {
    await subject.stop();
    await fake.close();
  }
}

/**
 * The same while every published port is checked in the background: each opening begins anew with all of them.
 * @param {Subject} subject
 * @param {FakeDocker} fake
 * @param {() => Promise<number>} rename
 */
async function withChecks(subject, fake, rename) {
  /** @type {number[]} */
  const openedWithout = [];
  // In turns, since what else the machine does changes from minute to minute.
  const opened = await repeat(async (index) => {
    await subject.order("checks off");
    const { milliseconds } = await subject.order("open");
    if (index >= 0) openedWithout.push(Number(milliseconds));
    await subject.order("checks on");
    return Number((await subject.order("open")).milliseconds);
  });
  const changed = await repeat(rename);
  await subject.order("open");
  fake.requests = 0;
  fake.inspections = 0;
  await subject.order("watch");
  await wait(checkSeconds * 1000);
  const delay = Number((await subject.order("watched")).p99);
  const { checked, problems } = await subject.order("checked");
  if (problems !== 0) throw new Error(`${String(problems)} containers are said to publish in vain`);
  console.log(
    `  checks: ${String(checked)} containers in ${checkSeconds} s by ${fake.inspections} of ${fake.requests} requests`,
  );
  return { opened, openedWithout, changed, delay };
}

/**
 * 1,000 events a second; then what is held must be what there is.
 * @param {Subject} subject
 * @param {FakeDocker} fake
 */
async function storm(subject, fake) {
  await subject.order("watch");
  fake.requests = 0;
  const count = fake.containers.length;
  const slices = stormSeconds * 50;
  for (let slice = 0; slice < slices; slice += 1) {
    for (let index = 0; index < eventsPerSecond / 50; index += 1) {
      const container = fake.containers[(slice * 131 + index * 17) % count];
      if (container === undefined) continue;
      container.State = container.State === "running" ? "paused" : "running";
      fake.tell(container, container.State === "running" ? "unpause" : "pause");
    }
    await wait(20);
  }
  const { p99, longest } = await subject.order("watched");
  const running = fake.containers.filter(({ State }) => State === "running").length;
  for (let round = 0; Number((await subject.order("states")).running) !== running; round += 1) {
    if (round > 100) throw new Error("the storm did not end in the right state");
    await wait(100);
  }
  console.log(`  storm: ${fake.requests} requests, longest delay ${Math.round(Number(longest))} ms`);
  return Number(p99);
}

/**
 * @param {(index: number) => Promise<number>} measure
 * @returns {Promise<number[]>}
 */
async function repeat(measure) {
  const times = [];
  for (let index = -2; index < runs; index += 1) {
    const took = await measure(index);
    if (index >= 0) times.push(took);
  }
  return times;
}
