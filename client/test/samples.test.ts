import { readdirSync, readFileSync } from "node:fs";
import { BlockList, isIP } from "node:net";
import { homedir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { namespaces } from "./samples";

const folder = path.join(import.meta.dirname, "samples");
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== "README.md")
  .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
  .sort();

/** Addresses that say nothing of a machine: documentation, private, of a link, of a host itself, for many. */
const anybodys = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  anybodys.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  ["::", 127],
  ["2001:db8::", 32],
  ["fd00::", 8],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  anybodys.addSubnet(network, prefix, "ipv6");
}

describe("the recorded samples", () => {
  it("are there for each namespace", () => {
    for (const name of namespaces)
      expect(files.filter((file) => file.startsWith(`${name}/`)).length).toBeGreaterThan(20);
  });

  it("are small", () => {
    const sizes = files.map((file) => readFileSync(path.join(folder, file)).length);
    expect(Math.max(...sizes)).toBeLessThan(32 * 1024);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400 * 1024);
  });

  it.each(files)("%s tells of no machine: its addresses, paths and cards are anybody's", (file) => {
    // The inner nodes of a trie are no addresses.
    const text = readFileSync(path.join(folder, file), "utf8").replaceAll(/^ *\+-- .*$/gmu, "");
    const addresses = [
      ...(text.match(/(?<![\w.:])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/gu) ?? []),
      ...(text.match(/(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])/giu) ?? []),
    ].filter((address) => isIP(address) !== 0);
    const strange = addresses.filter((one) => !anybodys.check(one, isIP(one) === 4 ? "ipv4" : "ipv6"));
    expect(strange).toEqual([]);
    // A card's address has the bit that says "given by hand" unset.
    const cards = text.match(/(?<![\w:])[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?![\w:])/giu) ?? [];
    expect(cards.filter((mac) => mac !== "00:00:00:00:00:00" && !/^.[2367abef]/iu.test(mac))).toEqual([]);
    expect(text).not.toMatch(/\/(?:work|lab|tmp|home|root|Users)\//u);
    expect(text).not.toContain(`${homedir()}/`);
  });
});
