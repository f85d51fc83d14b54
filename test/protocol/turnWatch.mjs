// @ts-check
// Preloaded into the server: notes the longest time that it worked without a look at what has arrived, and writes it to the
// file that HOSTSIDE_TEST_TURNS names when the server ends. Time of the processor, so that a busy machine adds nothing.
import { writeFileSync } from "node:fs";

const file = process.env.HOSTSIDE_TEST_TURNS;
let longest = 0;
let last = spent();
// A timer that is due runs once in each round of the event loop. What the start takes is no turn.
let rounds = 0;
setInterval(() => {
  const now = spent();
  if (rounds > 20) longest = Math.max(longest, now - last);
  rounds += 1;
  last = now;
}, 1).unref();
if (file !== undefined) process.on("exit", () => writeFileSync(file, JSON.stringify({ longest, all: spent() })));

/** In milliseconds. */
function spent() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
