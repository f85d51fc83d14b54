import { describe, expect, it } from "vitest";
import { variablesBelow } from "../src/compose/interpolation/dotenv";
import { interpolate } from "../src/compose/interpolation/template";
import { Analyser } from "../src/workspace/analyse";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import type { FileState } from "../src/workspace/fileSystem";
import { MemoryFiles } from "./projectFiles";

/** Files of which some may not be read. */
class GuardedFiles extends MemoryFiles {
  constructor(
    texts: Record<string, string>,
    private readonly codes: Record<string, string>,
  ) {
    super(texts);
  }

  override read(path: string): Promise<Uint8Array> {
    const code = this.codes[path];
    return code === undefined ? super.read(path) : Promise.reject(Object.assign(new Error(path), { code }));
  }

  /** What may not be read can be looked at, but for what is below a file. */
  override look(path: string): Promise<FileState> {
    const code = this.codes[path];
    if (code === "ENOTDIR") return Promise.reject(Object.assign(new Error(path), { code }));
    return code === undefined ? super.look(path) : Promise.resolve({ kind: "file", stamp: code });
  }
}

const web = "services:\n  web:\n    image: nginx\n    network_mode: host\n    ports:\n      - 8080:80\n";

async function said(texts: Record<string, string>, file: string, codes: Record<string, string> = {}) {
  const cache = new FileCache(new GuardedFiles(texts, codes));
  const projects = await new Projects(cache, { environment: () => undefined }).of(file, ["/p"]);
  return new Analyser(cache)
    .projectReports(file, projects, {})
    .filter(({ unnecessary }) => !unnecessary)
    .map(
      ({ file: at, range, rule, severity, message }) =>
        `${at}:${range.start.line + 1} ${severity} ${rule}${rule === "missing-file" ? `: ${message}` : ""}`,
    );
}

describe("a file that is there and cannot be read", () => {
  it("is not said to be missing, whatever the system's reason", async () => {
    const texts = { "/p/compose.yaml": `${web}include:\n  - a.yml\n  - b.yml\n  - c.yml\n` };
    const found = await said(texts, "/p/compose.yaml", {
      "/p/a.yml": "EACCES",
      "/p/b.yml": "EIO",
      "/p/c.yml": "ENOTDIR",
    });
    expect(found.filter((line) => line.includes("missing-file"))).toEqual([
      "/p/compose.yaml:8 information missing-file: Hostside does not read /p/a.yml: permission is denied. What it adds to the project is unknown.",
      "/p/compose.yaml:9 information missing-file: Hostside does not read /p/b.yml: the system cannot read it. What it adds to the project is unknown.",
      '/p/compose.yaml:10 error missing-file: Compose refuses the project: "open /p/c.yml: no such file or directory". Create the file, or correct the path.',
    ]);
  });

  it("says nothing of a .env that no text asks for", async () => {
    const found = await said({ "/p/compose.yaml": web }, "/p/compose.yaml", { "/p/.env": "EACCES" });
    expect(found).toEqual(["/p/compose.yaml:6 warning host-ports-discarded"]);
  });

  it("is the project's file by its name all the same", async () => {
    const texts = { "/p/compose.yml": web, "/p/compose.override.yaml": "services:\n  web:\n    ports: []\n" };
    const cache = new FileCache(new GuardedFiles(texts, { "/p/compose.yaml": "EACCES" }));
    const folder = await new Projects(cache, { environment: () => undefined }).folder("/p");
    expect(folder.files).toEqual(["/p/compose.yaml", "/p/compose.override.yaml"]);
  });

  it("gives a .env its values whatever its bytes are, as Compose does", async () => {
    const files = new GuardedFiles({ "/p/compose.yaml": web.replace("host", "${MODE:-bridge}"), "/p/.env": "" }, {});
    files.read = (path) =>
      path === "/p/.env"
        ? Promise.resolve(new Uint8Array(Buffer.from("# M\xfcller\nMODE=host\n", "latin1")))
        : MemoryFiles.prototype.read.call(files, path);
    const cache = new FileCache(files);
    const projects = await new Projects(cache, { environment: () => undefined }).of("/p/compose.yaml", ["/p"]);
    const rules = new Analyser(cache).projectReports("/p/compose.yaml", projects, {}).map(({ rule }) => rule);
    expect(rules).toContain("host-ports-discarded");
  });
});

describe("variables of a file that could not be read", () => {
  const value = (text: string, contents: (string | undefined)[], above: Record<string, string> = {}) => {
    const made = interpolate(
      text,
      variablesBelow(
        (name) => above[name],
        contents.map((text) => ({ file: ".env", text })),
      ),
    );
    return made.kind === "text" ? made.text : made.kind;
  };

  it("are unknown, with a default too", () => {
    expect(["$A", "${A:-x}", "${A-x}", "${A:+x}", "${A:?x}"].map((text) => value(text, [undefined]))).toEqual(
      Array.from({ length: 5 }, () => "unknown"),
    );
    expect(value("${A:-x}", [])).toBe("x");
  });

  it("are known where a later file or the environment says them", () => {
    expect(value("${A:-x}", ["A=1", undefined])).toBe("unknown");
    expect(value("${A:-x}", [undefined, "A=1"])).toBe("1");
    expect(value("${A:-x}", [undefined], { A: "2" })).toBe("2");
    expect(value("${A:-x}", [undefined, "B=1", "A=${B}${C}"])).toBe("unknown");
    expect(value("${A:-x}", [undefined, "B=1", "A=${B}"])).toBe("1");
    expect(value("${A-x}", ["A=${B}"])).toBe("");
  });

  it("stay above those of an included project", () => {
    const project = variablesBelow(() => undefined, [{ file: ".env", text: undefined }]);
    expect(interpolate("$A", variablesBelow(project, [{ file: ".env", text: "A=1" }])).kind).toBe("unknown");
  });
});

describe("COMPOSE_FILE", () => {
  const named = { "/p/.env": "COMPOSE_FILE=compose.yaml:extra.yaml\n" };

  it("that names what is not there is said in the first file that is", async () => {
    expect(await said({ ...named, "/p/compose.yaml": `name: x\n${web}` }, "/p/compose.yaml")).toEqual([
      '/p/compose.yaml:2 warning missing-file: Compose refuses the project: "stat /p/extra.yaml: no such file or directory". It is named by COMPOSE_FILE in /p/.env. Create the file, or correct the path.',
      "/p/compose.yaml:7 warning host-ports-discarded",
    ]);
    expect(await said({ ...named, "/p/extra.yaml": web }, "/p/extra.yaml")).toEqual([
      '/p/extra.yaml:1 warning missing-file: Compose refuses the project: "stat /p/compose.yaml: no such file or directory". It is named by COMPOSE_FILE in /p/.env. Create the file, or correct the path.',
      "/p/extra.yaml:6 warning host-ports-discarded",
    ]);
  });

  it("that names nothing which is there is said in the files beside it", async () => {
    const lines = await said({ ...named, "/p/docker-compose.yml": web }, "/p/docker-compose.yml");
    expect(lines.filter((line) => line.includes("missing-file")).length).toBe(2);
  });

  it("is not said where all of it is there, and not in a file that it leaves out", async () => {
    const texts = { ...named, "/p/compose.yaml": web, "/p/extra.yaml": "services: {}\n" };
    expect(await said(texts, "/p/compose.yaml")).toEqual(["/p/compose.yaml:6 warning host-ports-discarded"]);
    const lacking = { ...named, "/p/compose.yaml": web, "/p/other.yaml": web };
    expect(await said(lacking, "/p/other.yaml")).toEqual(["/p/other.yaml:6 warning host-ports-discarded"]);
  });
});
