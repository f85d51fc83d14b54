// @ts-check
// The floor of one reading: what the `yaml` package alone takes to parse files once, in a process of its own.
//   node bareYamlOnce.mjs LIMIT FILE...
// Prints the milliseconds and the most memory, in megabytes, as JSON; ends with status 1 after LIMIT milliseconds.
import { readFileSync } from "node:fs";
import { isMainThread, Worker } from "node:worker_threads";
import { parseDocument } from "yaml";

if (isMainThread) {
  const [limit = "60000", ...files] = process.argv.slice(2);
  const worker = new Worker(new URL(import.meta.url), { argv: files });
  // A parser that is at work hears of nothing: the time is taken beside it.
  const timer = setTimeout(() => process.exit(1), Number(limit));
  worker.on("error", () => process.exit(1));
  worker.on("exit", () => clearTimeout(timer));
} else {
  const texts = process.argv.slice(2).map((file) => readFileSync(file, "utf8"));
  const from = performance.now();
  for (const text of texts) parseDocument(text, { merge: true, version: "1.2", uniqueKeys: false });
  const took = performance.now() - from;
  const peak = Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
  console.log(JSON.stringify({ took, peak }));
}
