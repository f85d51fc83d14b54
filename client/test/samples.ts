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
export function procSample(name: string): Record<string, string> {
  const files = ["dev", "fib_trie", "route", "if_inet6", "ipv6_route", "tcp", "tcp6", "udp", "udp6"];
  return Object.fromEntries(files.map((file) => [file, sample(`${name}/${file}`)]));
}
