import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Service } from "../../src/compose/model/service";
import { networkOf } from "../../src/network/networkOf";
import { FileCache } from "../../src/workspace/fileCache";
import { Projects } from "../../src/workspace/projects";
import { readFixture } from "../annotatedFixture";
import { findingsIn, MemoryFiles } from "../projectFiles";
import { changedBy } from "./refactorFixture";
import { moveToHost } from "../../src/language/refactor/moveToHost";
import { moveToOwnNetwork } from "../../src/language/refactor/moveToOwnNetwork";

const folder = path.join(import.meta.dirname, "..", "fixtures");

/** Findings that moving a service must not bring: calls that lead nowhere, and attributes without effect. */
const broken = /unresolvable-name|host-ports-discarded|host-with-networks|link-to-host|published-port-inside/;

async function read(files: Record<string, string>) {
  const cache = new FileCache(new MemoryFiles(files));
  const main = Object.keys(files)[0] ?? "";
  const [project] = await new Projects(cache, { environment: () => undefined }).of(main, ["/p"]);
  const parsed = (file: string) => {
    const document = cache.document(file);
    return typeof document === "string" ? undefined : document;
  };
  return { project, parsed };
}

describe("moving each service of each fixture of the rules", () => {
  let moved = 0;
  it.each(readdirSync(folder))("%s: leads to the mode that was asked for, and breaks nothing", async (name) => {
    const { files: written } = readFixture(path.join(folder, name));
    const files: Record<string, string> = { ...written };
    const main = Object.keys(files)[0] ?? "";
    if (!main.startsWith("/p/")) return;
    const { project, parsed } = await read(files);
    const before = await counted(files, main);
    for (const service of project?.services.values() ?? []) {
      if (project === undefined) continue;
      const network = networkOf(project);
      const leaves = network.isOnHost(service);
      const found = (leaves ? moveToOwnNetwork : moveToHost)(service, network, parsed);
      if (found.refused !== undefined) continue;
      moved++;
      const changed = changedBy(found.changes, files, parsed);
      const after = await read(changed);
      const again = after.project?.services.get(service.name);
      const mode = leaves ? undefined : "host";
      expect([again?.networkMode?.value.kind, again?.networkModeUnknown], service.name).toEqual([mode, false]);
      if (!leaves) expect(leftOf(again), `${service.name}:\n${changed[main]}`).toEqual([]);
      const brought = [...(await counted(changed, main))].filter(([rule, count]) => count > (before.get(rule) ?? 0));
      expect(brought, `${service.name}:\n${changed[main]}`).toEqual([]);
    }
  });

  it("moves some", () => expect(moved).toBeGreaterThan(100));
});

/** What a service has that host mode discards or refuses. */
function leftOf(service: Service | undefined): string[] {
  const found = { ports: service?.ports, networks: service?.networks, links: service?.links[0] };
  return Object.entries(found).flatMap(([key, value]) => (value === undefined ? [] : [key]));
}

async function counted(files: Record<string, string>, main: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const finding of await findingsIn(files, main.slice(3))) {
    const [, severity = "", rule = ""] = finding.split(" ");
    if (broken.test(rule) && severity !== "hint") counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return counts;
}
