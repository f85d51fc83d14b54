import { describe, expect, it } from "vitest";
import { FileCache } from "../src/workspace/fileCache";
import { joiningFile } from "../src/workspace/joiningFile";
import { Projects } from "../src/workspace/projects";
import { Analyser } from "../src/workspace/analyse";
import { MemoryFiles } from "./projectFiles";

/** Files of one folder, which can be listed. */
class Folder extends MemoryFiles {
  override async *list(): AsyncGenerator<{ name: string; kind: "file" }> {
    await Promise.resolve();
    for (const path of Object.keys(this.texts)) yield { name: path.slice("/p/".length), kind: "file" };
  }
}

const main = `services:
  a: {image: x, networks: [front]}
  b: {image: x, networks: [proxy]}
networks: {front: {}}
`;

async function severityBeside(files: Record<string, string>): Promise<string[]> {
  const cache = new FileCache(new Folder({ "/p/compose.yaml": main, ...files }));
  const projects = await new Projects(cache, { environment: () => undefined }).of("/p/compose.yaml", ["/p"]);
  return projects.flatMap((project) => new Analyser(cache).reports(project, {}).map(({ severity }) => severity));
}

describe("a file that lacks one name", () => {
  it("is a mistake where nothing beside it says otherwise", async () => {
    expect(await severityBeside({ "/p/ci.yml": "jobs: {build: {}}\n", "/p/notes.txt": "proxy:\n" })).toEqual(["error"]);
  });

  it.each([
    ["declares the name", "compose.prod.yaml", "networks:\n  proxy:\n    name: edge\n"],
    ["declares it in one line", "more.yml", 'networks: {"proxy": {}}\n'],
    ["includes the file", "all.yml", "include:\n  - ./compose.yaml\n"],
    ["extends from it", "other.yaml", "services:\n  c:\n    extends: {file: compose.yaml, service: a}\n"],
    ["is joined with it by a comment", "dev.yaml", "# docker compose -f compose.yaml -f dev.yaml up\nservices: {}\n"],
  ])("may be a part where one beside it %s", async (_title, name, text) => {
    expect(await severityBeside({ [`/p/${name}`]: text })).toEqual(["hint"]);
  });

  it("may be a part where the folder beside that is called so has the service", async () => {
    const texts = {
      "/p/shop/compose.yaml": "services:\n  shop: {image: x, depends_on: [cache, db]}\n  cache: {image: x}\n",
      "/p/db/compose.yaml": "services:\n  db: {image: postgres}\n",
    };
    const severities = async (files: Record<string, string>): Promise<string[]> => {
      const cache = new FileCache(new MemoryFiles(files));
      const projects = await new Projects(cache, { environment: () => undefined }).of("/p/shop/compose.yaml", ["/p"]);
      return projects.flatMap((project) => new Analyser(cache).reports(project, {}).map(({ severity }) => severity));
    };
    expect(await severities(texts)).toEqual(["hint"]);
    expect(await severities({ ...texts, "/p/db/compose.yaml": "services:\n  other: {image: x}\n" })).toEqual(["error"]);
  });

  it("is a mistake beside a variant of the same project, which has the name", async () => {
    const variant = main.replace("front, ", "").replace("{front: {}}", "{front: {}, proxy: {}}");
    expect(await severityBeside({ "/p/compose.full.yaml": variant })).toEqual(["error"]);
  });

  it("is taken for what it is where its folder cannot be listed", async () => {
    const cache = new FileCache(new MemoryFiles({ "/p/compose.yaml": main }));
    const [project] = await new Projects(cache, { environment: () => undefined }).of("/p/compose.yaml", ["/p"]);
    expect(project?.provenance.joinedBy).toBeUndefined();
    expect(project && (await joiningFile(project, cache))).toBeUndefined();
  });
});
