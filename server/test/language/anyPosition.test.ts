import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Project } from "../../src/compose/model/project";
import type { ComposeDocument } from "../../src/compose/syntax/document";
import type { FileId } from "../../src/compose/syntax/node";
import { standingsAt } from "../../src/language/at/at";
import { completionsAt, mayComplete } from "../../src/language/complete/complete";
import { spotAt } from "../../src/language/complete/spot";
import { callableFrom } from "../../src/network/dns/callable";
import { networkOf } from "../../src/network/networkOf";
import { FileCache } from "../../src/workspace/fileCache";
import { Projects } from "../../src/workspace/projects";
import { Random } from "../fuzz/random";
import { MemoryFiles, splitFiles } from "../projectFiles";

/** A position of a document, and what a feature may ask about it. */
interface Asked {
  readonly document: ComposeDocument;
  readonly offset: number;
  readonly projects: readonly Project[];
  readonly parsed: (file: FileId) => ComposeDocument | undefined;
}

/** The pure part of each feature that is asked about a position; a row each: how many answers there are. It throws where one is wrong. */
const features: Readonly<Record<string, (asked: Asked) => number>> = {
  standings: ({ document, offset, projects }) => {
    const found = standingsAt(document, offset, projects);
    for (const { at } of found) expect(document.offsetOf(at.chunk, at.start)).toBeLessThanOrEqual(offset);
    return found.length;
  },
  completion: ({ document, offset, projects, parsed }) => {
    const spot = spotAt(document, offset);
    if (spot === undefined || !mayComplete(spot)) return 0;
    const live = { containers: [{ name: "vpn" }], ports: [{ port: 8080 }] };
    const { entries } = completionsAt(spot, projects, { document, parsed, live, peers: new Set() });
    for (const { start, end, label, newText } of entries) {
      const isAround = start <= offset && offset <= end && !document.text.slice(start, end).includes("\n");
      expect(isAround, `${label} takes the place of ${start} to ${end} at ${offset}`).toBe(true);
      expect(newText).not.toContain("\ue000");
    }
    return entries.length;
  },
};

const folder = path.join(import.meta.dirname, "..", "fixtures");
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => readFileSync(path.join(folder, name), "utf8"));
/** Of each text so many positions, whole and with its end or some of its middle gone, as while one types. */
const positionsOfText = 8;

async function read(texts: Record<string, string>): Promise<Omit<Asked, "offset">> {
  const [file = ""] = Object.keys(texts);
  const cache = new FileCache(new MemoryFiles(texts));
  const projects = await new Projects(cache, { environment: () => undefined }).of(file, ["/p"]);
  const parsed = (each: FileId): ComposeDocument | undefined => {
    const found = cache.document(each);
    return typeof found === "string" ? undefined : found;
  };
  const document = parsed(file);
  if (document === undefined) throw new Error(`${file} was not read`);
  return { document, projects, parsed };
}

function textsOf(fixture: string): Record<string, string> {
  return /^#- /m.test(fixture) ? splitFiles(fixture) : { "/p/compose.yaml": fixture };
}

describe("any position in any file", () => {
  it.each(Object.entries(features))("is answered without an error: %s", { timeout: 120_000 }, async (_, answer) => {
    const random = new Random(18);
    let asked = 0;
    let answers = 0;
    for (const fixture of fixtures) {
      for (const isBroken of [false, true]) {
        const texts = textsOf(fixture);
        const [file = "", text = ""] = Object.entries(texts)[0] ?? [];
        const from = random.below(text.length);
        const to = Math.min(text.length, from + random.below(40));
        const files = await read({ ...texts, [file]: isBroken ? text.slice(0, from) + text.slice(to) : text });
        for (let index = 0; index < positionsOfText; index++) {
          const offset = isBroken && index === 0 ? from : random.below(files.document.text.length + 1);
          answers += answer({ ...files, offset });
          asked += 1;
        }
      }
    }
    expect(asked).toBe(fixtures.length * 2 * positionsOfText);
    expect(answers).toBeGreaterThan(500);
  });

  it("is offered no name that the rules know not to resolve", { timeout: 120_000 }, async () => {
    let names = 0;
    for (const fixture of fixtures) {
      for (const project of (await read(textsOf(fixture))).projects) {
        const network = networkOf(project);
        for (const caller of project.services.values()) {
          for (const { name, target, by } of callableFrom(caller, network)) {
            if (by !== "network") continue;
            names += 1;
            expect(network.unresolved(caller, target, name), `${name} from ${caller.name}`).toBeUndefined();
          }
        }
      }
    }
    expect(names).toBeGreaterThan(100);
  });
});
