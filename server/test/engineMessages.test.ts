import { describe, expect, it } from "vitest";
import { Analyser } from "../src/workspace/analyse";
import { engineOf } from "../src/workspace/engine";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import { defaultSettings } from "../src/workspace/settings";
import { MemoryFiles, splitFiles } from "./projectFiles";

const text = `#- compose.yaml
services:
  joins: { image: x, networks: [own] }
  asks: { image: x, networks: { fixed: { ipv4_address: 10.1.2.3 } } }
  both: { image: x, networks: { own: { ipv4_address: 10.1.2.3 } } }
networks:
  own: { name: bridge, external: true }
  fixed: {}
`;

/** What the rules quote of an engine of this version; of none where it is not known. */
async function quoted(version: string | undefined): Promise<string[]> {
  const cache = new FileCache(new MemoryFiles(splitFiles(text)));
  const engine =
    version === undefined
      ? undefined
      : engineOf({ os: "linux", desktop: false, rootless: false, usernsRemap: false, version }, undefined);
  const projects = await new Projects(cache, { environment: () => undefined }).of("/p/compose.yaml", ["/p"]);
  return projects
    .flatMap((project) => new Analyser(cache).reports(project, defaultSettings.severities, engine))
    .filter(({ rule }) => rule === "predefined-network-joined" || rule === "fixed-address-refused")
    .flatMap(({ message }) => [...message.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? ""))
    .sort();
}

const alias = {
  old: "network-scoped alias is supported only for containers in user defined networks",
  new: "network-scoped aliases are only supported for user-defined networks",
};
const address = {
  old: "user specified IP address is supported on user defined networks only",
  new: "user-specified IP address is supported on user-defined networks only",
};
const subnet = {
  old: "user specified IP address is supported only when connecting to networks with user configured subnets",
  new: "user-specified IP address is supported only when connecting to networks with user configured subnets",
};

describe("what the rules quote", () => {
  it.each([
    [undefined, [alias.old, address.old, subnet.old]],
    ["28.5.2", [alias.old, address.old, subnet.old]],
    ["29.0.0", [alias.new, address.old, subnet.old]],
    ["29.1.3", [alias.new, address.old, subnet.old]],
    ["29.2.0", [alias.new, address.new, subnet.new]],
    ["30.0.0-rc.1", [alias.new, address.new, subnet.new]],
  ])("are the words of engine %s", async (version, expected) => {
    expect(await quoted(version)).toEqual(expected.toSorted());
  });
});
