import { expect, it } from "vitest";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import { SlowFiles } from "./slowFiles";

const main = "/p/compose.yaml";
const names = Array.from({ length: 100 }, (_, index) => `web${index}`);
const textWith = (image: string): string =>
  `services:\n${names.map((name) => `  ${name}: {image: ${image}, env_file: ${name}.env}\n`).join("")}`;

it("reads the files of `env_file` several at a time, and each once however often the project is edited", async () => {
  const variables = names.map((name): [string, string] => [`/p/${name}.env`, `NAME=${name}\n`]);
  const files = new SlowFiles({ [main]: textWith("a"), ...Object.fromEntries(variables) });
  const cache = new FileCache(files);
  const projects = new Projects(cache, { environment: () => undefined });
  for (const image of ["a", "b"]) {
    cache.open(main, textWith(image));
    const [project] = await projects.of(main, ["/p"]);
    expect(project?.services.get("web7")?.environment).toMatchObject([{ key: "NAME", value: "web7" }]);
    expect(project?.variableFiles).toEqual(expect.arrayContaining(variables.map(([file]) => file)));
  }
  for (const [file] of variables) expect(files.reads.filter((each) => each === file)).toEqual([file]);
  expect(files.most).toBeGreaterThan(4);
});
