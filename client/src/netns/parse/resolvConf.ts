import type { Dns } from "../model";
import { words } from "./tokens";

/** Reads /etc/resolv.conf (resolv.conf(5)): the last `search` or `domain` counts, servers and options add up. */
export function parseResolvConf(text: string): Dns {
  const servers: string[] = [];
  let search: readonly string[] = [];
  const options: string[] = [];
  for (const line of text.split("\n")) {
    const [keyword, ...values] = words(line.split(/[#;]/u, 1)[0] ?? "");
    if (keyword === "nameserver" && values[0] !== undefined) servers.push(values[0]);
    else if (keyword === "search" || keyword === "domain") search = values;
    else if (keyword === "options") options.push(...values);
  }
  return { servers, search, options };
}
