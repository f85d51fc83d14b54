import { describe, expect, it } from "vitest";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import { MemoryFiles } from "./projectFiles";

/** Files of one folder, which counts how often it is listed. */
class Folder extends MemoryFiles {
  lists = 0;

  override async *list(): AsyncGenerator<{ name: string; kind: "file" }> {
    this.lists += 1;
    await Promise.resolve();
    for (const path of Object.keys(this.texts)) yield { name: path.slice("/p/".length), kind: "file" };
  }
}

const main = "/p/compose.yaml";
const text = "services:\n  a: {image: x, networks: [proxy]}\n  b: {image: x}\n";
const other = "networks:\n  proxy:\n    name: edge\n";

/** A server's view of a file that lacks a name, which another file of the folder may have. */
function opened() {
  const files = new Folder({ [main]: text });
  const cache = new FileCache(files, undefined, "open files");
  cache.open(main, text);
  const projects = new Projects(cache, { environment: () => undefined });
  return { files, cache, joinedBy: async () => (await projects.of(main, ["/p"]))[0]?.provenance.joinedBy };
}

describe("the names in a folder", () => {
  it("are listed once, however often somebody types", async () => {
    const { files, cache, joinedBy } = opened();
    await joinedBy();
    expect(files.lists).toBe(1);
    for (const key of ["y", "yz"]) {
      cache.open(main, text.replace("b: {image: x}", `b: {image: ${key}}`));
      await joinedBy();
    }
    expect(files.lists).toBe(1);
  });

  it("are listed again when a file comes, and after a look at the disk", async () => {
    const { files, cache, joinedBy } = opened();
    expect(await joinedBy()).toBeUndefined();
    files.texts["/p/more.yaml"] = other;
    cache.changedOnDisk("/p/more.yaml");
    expect(await joinedBy()).toBe("/p/more.yaml");
    delete files.texts["/p/more.yaml"];
    await cache.compareWithDisk();
    expect(await joinedBy()).toBeUndefined();
  });
});
