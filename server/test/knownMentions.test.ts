import { describe, expect, it } from "vitest";
import { NetworkFacts, NetworkModel } from "../src/network/model";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import { MemoryFiles } from "./projectFiles";

const file = "/p/compose.yaml";

/** 200 services in an editor: the first one calls `db`, and the attributes of the last one are given. */
function editor() {
  const cache = new FileCache(new MemoryFiles({}));
  const projects = new Projects(cache, { environment: () => undefined });
  const facts = new NetworkFacts();
  const others = Array.from({ length: 198 }, (_, index) => `  s${index}:\n    image: x\n`).join("");
  return async (last: string, links = "[]") => {
    const first = `  first:\n    image: x\n    links: ${links}\n    environment:\n      URL: postgres://db:5432\n`;
    cache.open(file, `services:\n${first}${others}  ${last}\n`);
    const [project] = await projects.of(file, []);
    return new NetworkModel(project ?? expect.fail("there is no project"), facts);
  };
}

describe("words that are names of services", () => {
  it.each([
    ["a service", "db: {image: x}"],
    ["the name of a container", "last: {image: x, container_name: db}"],
    ["a hostname", "last: {image: x, hostname: db}"],
    ["an alias", "last: {image: x, networks: {default: {aliases: [db]}}}"],
  ])("are found when %s comes, and not when it goes", async (_, named) => {
    const typed = editor();
    const known = async (last: string) => (await typed(last)).knownMentions.map(({ mention }) => mention.name);
    expect(await known("last: {image: x}")).toEqual([]);
    expect(await known(named)).toEqual(["db"]);
    expect(await known("last: {image: x}")).toEqual([]);
  });

  it("are those that a link of the caller gives", async () => {
    const typed = editor();
    expect((await typed("last: {image: x}", '["last:db"]')).knownMentions).toHaveLength(1);
    expect((await typed("last: {image: x}")).knownMentions).toEqual([]);
  });

  it("stay the same objects after an edit that names nothing", async () => {
    const typed = editor();
    const [before] = (await typed("last: {image: x, container_name: db}")).knownMentions;
    const [after] = (await typed("last: {image: y, container_name: db}")).knownMentions;
    expect(before).toBeDefined();
    expect(after).toBe(before);
  });
});
