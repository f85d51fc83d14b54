import { isIP } from "node:net";
import { sanitize } from "../../docker/sanitize";
import type { HostsEntry } from "./model";

/** Reads /etc/hosts: an address and its names on a line, whatever is behind `#` left out. Never throws. */
export function parseHosts(text: string): HostsEntry[] {
  return text.split("\n").flatMap((line) => {
    const [address = "", ...names] = (line.split("#")[0] ?? "").trim().split(/\s+/u);
    return isIP(address) === 0 || names.length === 0
      ? []
      : [{ address, names: names.map((name) => sanitize(name).toLowerCase()) }];
  });
}
