import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { Analyser } from "../src/workspace/analyse";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import { MemoryFiles } from "./projectFiles";

const fixtures = new URL("./fixtures/", import.meta.url).pathname;
const corpus = new URL("../../../shared/corpus/public.tar.gz", import.meta.url).pathname;
const hasCorpus = existsSync(corpus);
const folder = mkdtempSync(join(tmpdir(), "hostside-corpus-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A language server's view of one file: edits arrive one after the other, and what did not change is remembered. */
class Editor {
  private readonly cache = new FileCache(new MemoryFiles({}));
  private readonly projects = new Projects(this.cache, { environment: () => undefined });
  private readonly analyser = new Analyser(this.cache);
  private readonly severities = {};

  /** What is known after the file has this text: the services and the findings. */
  async show(text: string): Promise<unknown> {
    this.cache.open("/p/compose.yaml", text);
    const [project] = await this.projects.of("/p/compose.yaml", []);
    if (project === undefined) return expect.fail("there is no project");
    const services = [...project.services.values()].map(
      ({ name, networkMode, ports, networks, profiles, environment }) => [
        name,
        networkMode?.value,
        // Where a port stands is compared in the reports.
        ports?.value.map(({ value }) => ({ ...value, publishedAt: undefined })),
        networks?.value.map(({ value }) => value.network),
        profiles,
        environment.map(({ key, value }) => [key, value]),
      ],
    );
    const reports = this.analyser
      .projectReports("/p/compose.yaml", [project], this.severities)
      .map(({ fixes, ...report }) => ({ ...report, fixes: fixes() }));
    return { services, reports, problems: project.problems.map(({ kind, message }) => [kind, message]) };
  }
}

const fragments = [
  "\n",
  "  ",
  "    ",
  "services:\n",
  "  d:\n    network_mode: host\n",
  "x: &a 1\n",
  "*a",
  "---\n",
  "{",
  "}",
  '"',
  "|\n",
  "- ",
  "#",
  "# hostside-ignore host-ports-discarded, host-expose\n",
];
const edit = fc.record({
  at: fc.nat(),
  cut: fc.nat(20),
  put: fc.oneof(fc.constantFrom(...fragments), fc.string({ maxLength: 4 })),
});

async function holds(texts: readonly string[], runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...texts),
      fc.array(edit, { minLength: 4, maxLength: 12 }),
      async (text, edits) => {
        const editor = new Editor();
        let current = text;
        await editor.show(current);
        for (const { at, cut, put } of edits) {
          const start = at % (current.length + 1);
          current = current.slice(0, start) + put + current.slice(start + cut);
          expect(await editor.show(current)).toEqual(await new Editor().show(current));
        }
      },
    ),
    { numRuns: runs, seed: 20 },
  );
}

describe("after random edits, model and findings are those of a fresh reading", () => {
  it("for our own fixtures", { timeout: 120_000 }, () =>
    holds(
      readdirSync(fixtures).map((name) => readFileSync(join(fixtures, name), "utf8")),
      150,
    ),
  );

  it.skipIf(!hasCorpus)(
    "for files of the corpus (skipped where ../shared is absent)",
    { timeout: 300_000 },
    async () => {
      execFileSync("tar", ["-xzf", corpus, "-C", folder, "--wildcards", "*compose*.y*ml"]);
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.ya?ml$/.test(name));
      const texts = files.sort().map((name) => readFileSync(join(folder, name), "utf8"));
      const inHostMode = texts.filter((text) => text.includes("network_mode") && text.length < 12_000);
      expect(inHostMode.length).toBeGreaterThan(100);
      await holds(inHostMode, 250);
    },
  );
});
