import { readdirSync, readFileSync } from "node:fs";

/** The language servers that this extension host has started and that run. */
export function servers(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        const parent = /\) \S+ (\d+)/u.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1];
        return Number(parent) === process.pid && command.includes("/dist/server.js");
      } catch {
        // It has ended meanwhile.
        return false;
      }
    })
    .map(Number);
}
