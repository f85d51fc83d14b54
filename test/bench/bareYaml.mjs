// @ts-check
// The floor: what the `yaml` package alone takes to parse a file, in a process of its own.
//   node bareYaml.mjs FILE RUNS
// Prints the milliseconds of each run, by the clock and of the processor, and the most memory, in megabytes, as JSON.
import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";

const [file = "", runs = "20"] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
const times = [];
const processor = [];
for (let run = -2; run < Number(runs); run += 1) {
  // Never the same text twice, as in an editor.
  const next = `# ${run}\n${text}`;
  const from = performance.now();
  const before = process.cpuUsage();
  parseDocument(next, { merge: true, version: "1.2" });
  // The first two warm the compiler up.
  if (run < 0) continue;
  times.push(performance.now() - from);
  const { user, system } = process.cpuUsage(before);
  processor.push((user + system) / 1000);
}
const peak = Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
console.log(JSON.stringify({ times, processor, peak }));
