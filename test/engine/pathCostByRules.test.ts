import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { run } from "../../scripts/child.mjs";
import { callEngineJson } from "../../scripts/engine/http.mjs";
import { importImages } from "../../scripts/engine/images.mjs";
import { openHost } from "../judge/paths/host";
import { bundled } from "./bundled";
import type { CostOnHostAnswer } from "./costOnHost";

/** Where engines make the rules of their firewall: by DNAT and by the engine's proxy a published port is another way. */
const folder = mkdtempSync(path.join(tmpdir(), "hostside-cost-"));
const program = path.join(folder, "costOnHost.cjs");
const network = "hostside-cost";

beforeAll(() => bundled("costOnHost.ts", program));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What each way comes to on a host of its own, whose engine is started like this. */
async function measured(flags: readonly string[]): Promise<CostOnHostAnswer> {
  const rules = ["--iptables=true", "--ip-forward=true", "--ip-masq=true"];
  const host = await openHost(inject("enginePrograms"), [...rules, ...flags]);
  try {
    const { socket } = host.engine;
    await importImages(socket);
    await callEngineJson(socket, "/networks/create", { method: "POST", json: { Name: network } });
    const [first, ...rest] = [...host.onHost, process.execPath, program, socket, network];
    const { output } = await run(first, rest);
    expect(await callEngineJson(socket, "/containers/json?all=1")).toEqual([]);
    return JSON.parse(output) as CostOnHostAnswer;
  } finally {
    await host.remove();
  }
}

/** The rule by which a published port leads into a container, as iptables-save has it. */
const dnat = /^iptables-save: -A DOCKER .*-j DNAT --to-destination \d+\.\d+\.\d+\.\d+:8000$/u;

test("with its proxy, an engine leads the host's own address by DNAT, and loopback by the proxy", async () => {
  const { kind, ways } = await measured([]);
  expect([kind, ways.map(({ way }) => way)]).toEqual(["measured", ["host-mode", "bridge", "dnat", "proxy"]]);
  expect(ways.map(({ isMeasured }) => isMeasured)).toEqual([true, true, true, true]);
  expect(
    ways.slice(2).map(({ host, published }) => [host === "127.0.0.1", published.map((each) => each.kind)]),
  ).toEqual([
    [false, ["dnat"]],
    [true, ["proxy"]],
  ]);
  expect(ways[2]?.published[0]?.evidence).toContainEqual(expect.stringMatching(dnat));
}, 240_000);

test("without its proxy, it leads both by DNAT", async () => {
  const { kind, ways } = await measured(["--userland-proxy=false"]);
  expect([kind, ways.map(({ way }) => way)]).toEqual(["measured", ["host-mode", "bridge", "dnat", "dnat"]]);
  expect(ways.map(({ isMeasured }) => isMeasured)).toEqual([true, true, true, true]);
  for (const { published } of ways.slice(2)) {
    expect(published.map((each) => each.kind)).toEqual(["dnat"]);
    expect(published[0]?.evidence).toContainEqual(expect.stringMatching(dnat));
  }
}, 240_000);
