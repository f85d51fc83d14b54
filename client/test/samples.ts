import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** Outputs recorded on real engines and hosts. They lie beside the checkout and are absent in a clone elsewhere. */
const folder = path.join(import.meta.dirname, "..", "..", "..", "shared", "truth", "samples");

/** False where the samples are absent; tests then skip. */
export const samplesPresent = existsSync(folder);

/** What a skipped test says, appended to its name. */
export const skipReason = samplesPresent ? "" : " (skipped where ../shared is absent)";

/** The text of one sample. */
export function sample(name: string): string {
  return readFileSync(path.join(folder, name), "utf8");
}

/** The files of /proc/net recorded for one container. */
export function procSample(name: string): { dev: string; fib_trie: string; route: string; if_inet6: string } {
  const file = (part: string): string => sample(`${name}/${part}`);
  return { dev: file("dev"), fib_trie: file("fib_trie"), route: file("route"), if_inet6: file("if_inet6") };
}
