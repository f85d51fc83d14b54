import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { socketFiles } from "../src/netns/parse/procSockets";

const folder = path.join(import.meta.dirname, "samples");

/** The namespaces that were recorded: a folder each, see samples/README.md. */
export const namespaces = ["host", "bridged", "two", "routed", "none"] as const;
export type Recorded = (typeof namespaces)[number];

/** The text of one sample, for example `two/ip-addr.txt`. */
export function sample(name: string): string {
  return readFileSync(path.join(folder, name), "utf8");
}

/** The same as JSON. */
export function sampleJson(name: string): unknown {
  return JSON.parse(sample(name));
}

const networkFiles = ["dev", "fib_trie", "route", "if_inet6", "ipv6_route"] as const;
type ProcFile = (typeof networkFiles)[number] | (typeof socketFiles)[number]["name"];

/** The files of /proc/net of one namespace. */
export function procSample(name: Recorded): Record<ProcFile, string> {
  const files = [...networkFiles, ...socketFiles.map(({ name }) => name)];
  return Object.fromEntries(files.map((file) => [file, sample(`${name}/proc/${file}`)])) as Record<ProcFile, string>;
}

/** The interfaces of one namespace whose files in sysfs were recorded. */
export function interfacesOf(name: Recorded): string[] {
  return readdirSync(path.join(folder, name, "sys")).sort();
}
