import { describe, expect, it } from "vitest";
import { whereabouts } from "../src/compose/project/elsewhere";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import { MemoryFiles } from "./projectFiles";

/** As Docker Compose 2.40.3 took each of them in `include`. */
const measured = {
  elsewhere: [
    "oci://example.org/app:1",
    "https://example.org/app.git",
    "HTTPS://example.org/app.git",
    "https://example.org/app.git#main:sub",
    "Git://example.org/app",
    "SSH://example.org/app",
    "git@example.org:app.git",
    "u_x@127.0.0.1:compose.yaml",
    "github.com/docker/compose",
  ],
  nowhere: [
    "file:///x",
    "OCI://example.org/app",
    "https://example.org/compose.yaml",
    "HTTPS://example.org/app",
    "https://example.org/app.GIT",
    "ftp://example.org/x",
    "s3://b/x",
    "git+ssh://example.org/x",
  ],
  disk: ["compose.yaml", "/p/x.yml", "./a@b:c", "a:b.yml", "host.x:/bar.yml", "C:/x.yml", "GitHub.com/x", "a b:c.yml"],
} as const;

describe("a text that names a part of the project", () => {
  it.each(Object.entries(measured))("is %s", (where, texts) => {
    expect(texts.map((text) => [text, whereabouts(text)])).toEqual(texts.map((text) => [text, where]));
  });

  it("is looked for on the disk only where it is a path there", async () => {
    const lines = [...measured.elsewhere, ...measured.nowhere].map((text) => `  - ${text}\n`).join("");
    const files = new MemoryFiles({ "/p/compose.yaml": `services: {}\ninclude:\n${lines}` });
    const [project] = await new Projects(new FileCache(files), { environment: () => undefined }).of(
      "/p/compose.yaml",
      [],
    );
    expect(files.reads.filter((path) => /:|github/.test(path))).toEqual([]);
    expect(project?.problems.map(({ message }) => message)).toHaveLength(measured.nowhere.length);
    expect(project?.problems[0]?.message).toBe("open /p/file:/x: no such file or directory");
  });

  it("is the same in extends", async () => {
    const services = ["git@example.org:app.git", "https://example.org/compose.yaml"].map(
      (file, index) => `  s${index}: { extends: { file: "${file}", service: web } }\n`,
    );
    const files = new MemoryFiles({ "/p/compose.yaml": `services:\n${services.join("")}` });
    const [project] = await new Projects(new FileCache(files), { environment: () => undefined }).of(
      "/p/compose.yaml",
      [],
    );
    expect(project?.problems.map(({ message }) => message)).toEqual([
      "open /p/https:/example.org/compose.yaml: no such file or directory",
    ]);
    expect(project?.whole).toBe(false);
  });
});
