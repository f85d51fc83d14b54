// @ts-check
// Preloaded into the server: notes the two longest times that it worked without a look at what has arrived, longest first,
// and writes them to the file that HOSTSIDE_TEST_TURNS names when the server ends. Time of the processor, so that a busy
// machine adds nothing; that of V8's own threads is in it, which once in a while makes one turn long that is not.
import { writeFileSync } from "node:fs";

const file = process.env.HOSTSIDE_TEST_TURNS;
let longest = [0, 0];
let last = spent();
// A timer that is due runs once in each round of the event loop. What the start takes is no turn.
let rounds = 0;
setInterval(() => {
  const now = spent();
  if (rounds > 20) longest = [...longest, now - last].sort((one, other) => other - one).slice(0, 2);
  rounds += 1;
  last = now;
}, 1).unref();
if (file !== undefined) process.on("exit", () => writeFileSync(file, JSON.stringify({ longest, all: spent() })));

/** In milliseconds. */
function spent() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
