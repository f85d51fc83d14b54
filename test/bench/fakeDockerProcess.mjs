// @ts-check
// An engine with very many containers as a process of its own, so that it takes no time from whoever watches it:
//   node fakeDockerProcess.mjs SOCKET COUNT
// Prints "ready". On "storm SECONDS" it sends 1,000 events a second of containers that are paused, resumed, renamed,
// removed and made, until it is told "calm" or that time is over; then it prints "done" with what there is: the IDs, states
// and names as one line of JSON.
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { startFakeDocker } from "./fakeDocker.mjs";

const [, , socket = "", count = "0"] = process.argv;
const fake = await startFakeDocker(socket, Number(count));
const slicesPerSecond = 50;
const eventsPerSlice = 20;
let calm = true;
const isCalm = () => calm;

/** @param {number} seconds */
async function storm(seconds) {
  /** @type {import("./fakeDocker.mjs").Listed[]} */
  const removed = [];
  const end = performance.now() + seconds * 1000;
  calm = false;
  for (let slice = 0; !isCalm() && performance.now() < end; slice += 1) {
    for (let index = 0; index < eventsPerSlice; index += 1) {
      const container = fake.containers[(slice * 131 + index * 17) % fake.containers.length];
      if (container === undefined) continue;
      if (index === 0) {
        // One of twenty goes, and another one comes back.
        fake.containers.splice(fake.containers.indexOf(container), 1);
        fake.tell(container, "destroy");
        const back = removed.length > 20 ? removed.shift() : undefined;
        removed.push(container);
        if (back === undefined) continue;
        fake.containers.push(back);
        fake.tell(back, "create");
      } else if (index === 1) {
        container.Names = [`/renamed-${slice}`];
        fake.tell(container, "rename");
      } else {
        container.State = container.State === "running" ? "paused" : "running";
        fake.tell(container, container.State === "running" ? "unpause" : "pause");
      }
    }
    await wait(1000 / slicesPerSecond);
  }
  console.log(`done ${JSON.stringify(fake.containers.map(({ Id, State, Names }) => [Id, State, Names[0]?.slice(1)]))}`);
}

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const [order, seconds] = line.split(" ");
    if (order === "storm") void storm(Number(seconds));
    if (order === "calm") calm = true;
  })
  .on("close", () => process.exit(0));
console.log("ready");
