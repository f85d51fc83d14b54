import { afterAll, describe, expect, it } from "vitest";
import type { ComposeDocument } from "../../server/src/compose/syntax/document";
import { standingsAt } from "../../server/src/language/at/at";
import { completionsAt } from "../../server/src/language/complete/complete";
import { spotAt } from "../../server/src/language/complete/spot";
import { hintKinds } from "../../server/src/language/hints/hint";
import { hintsIn } from "../../server/src/language/hints/hints";
import { hoverOf } from "../../server/src/language/hover/hover";
import { fileLinksIn } from "../../server/src/language/links/links";
import { definitionsOf, namedAt, type NamedThere } from "../../server/src/language/navigation/named";
import { rename, type RenameSources } from "../../server/src/language/rename/rename";
import { textOf } from "../../server/src/language/rename/renameable";
import { declaredIn } from "../../server/src/language/symbols/declared";
import { FileCache } from "../../server/src/workspace/fileCache";
import { forwardSlashes } from "../../server/src/workspace/fileId";
import { nodeFileSystem } from "../../server/src/workspace/nodeFileSystem";
import { Projects } from "../../server/src/workspace/projects";
import { Random } from "../../server/test/fuzz/random";
import { isCorpusThere, PublicCorpus } from "../../server/test/publicCorpus";

/** So many positions of each of some three thousand files. */
const perFile = 36;

describe.skipIf(!isCorpusThere)("a hundred thousand positions in Compose files of other people", () => {
  const corpus = isCorpusThere ? new PublicCorpus() : undefined;
  afterAll(() => corpus?.remove(), 120_000);
  const title = "have an answer of every feature, without an error and within the file";

  it(isCorpusThere ? title : `${title}, skipped: the corpus, ../shared, is absent`, async () => {
    if (corpus === undefined) return;
    const random = new Random(18);
    let positions = 0;
    let hovers = 0;
    let renames = 0;
    for (const name of corpus.names) {
      const file = forwardSlashes(`${corpus.folder}/${name}`);
      const root = `${forwardSlashes(corpus.folder)}/${name.slice(0, name.indexOf("/"))}`;
      const cache = new FileCache(nodeFileSystem);
      const reader = new Projects(cache, { environment: () => undefined });
      const projectsOf = (each: string) => reader.of(each, [root]);
      const projects = await projectsOf(file);
      const parsed = (each: string): ComposeDocument | undefined => {
        const found = cache.document(each);
        return typeof found === "string" ? undefined : found;
      };
      const document = parsed(file);
      const [project] = projects;
      if (document === undefined || project === undefined) continue;
      const end = document.positionAt(document.text.length);
      const whole = { start: { line: 0, character: 0 }, end };
      const options = { kinds: new Set(hintKinds), besideParentValues: false, documentOf: parsed };
      for (const { behind } of hintsIn(document, whole, projects, options)) expectWithin(document, behind);
      for (const { at } of [...fileLinksIn(document, project), ...declaredIn(document, project)]) {
        expectWithin(document, at);
      }
      for (let count = 0; count < perFile; count++) {
        const offset = random.below(document.text.length + 1);
        positions += 1;
        const hover = hoverOf(standingsAt(document, offset, projects), projects, parsed);
        if (hover !== undefined) {
          hovers += 1;
          expectWithin(document, hover.at);
          expect(hover.markdown.length, `${name} at ${offset}`).toBeLessThan(4000);
        }
        const named = namedAt(file, offset, projects, parsed);
        if (named !== undefined) {
          renames += (await renamed(named, { projectsOf, documentOf: parsed, isOurs: () => true })) ? 1 : 0;
          for (const { at } of definitionsOf(named)) expect(parsed(at.chunk.file)?.holds(at.chunk)).toBe(true);
        }
        const spot = spotAt(document, offset);
        const told = { document, peers: new Set<never>(), parsed, live: { containers: [], ports: [] } };
        if (spot !== undefined) completionsAt(spot, projects, told);
      }
    }
    expect(positions).toBeGreaterThan(100_000);
    expect(hovers).toBeGreaterThan(5_000);
    expect(renames).toBeGreaterThan(3_000);
  });
});

/** Whether the name can be changed; each word that changes then is the same in its file. */
async function renamed(named: NamedThere, sources: RenameSources): Promise<boolean> {
  const result = await rename(named, "another-name", sources);
  if (result === undefined || "refused" in result) return false;
  const words = new Set(result.changes.map(({ at }) => textOf(at)));
  expect([...words]).toHaveLength(1);
  return true;
}

function expectWithin(document: ComposeDocument, place: Parameters<ComposeDocument["rangeOf"]>[0]): void {
  const { start, end } = document.rangeOf(place);
  expect(document.holds(place.chunk)).toBe(true);
  expect(end.line).toBeGreaterThanOrEqual(start.line);
}
