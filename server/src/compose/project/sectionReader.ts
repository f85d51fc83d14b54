import type { VariableLookup } from "../interpolation/template";
import type { ComposeDocument } from "../syntax/document";
import type { FileId, MappingNode, Node } from "../syntax/node";
import { pause, type Steps } from "../syntax/steps";
import { showingThrough } from "../values/evaluate";
import type { Value } from "../values/value";
import { type ReadingContext, type SectionName, topLevel } from "./layer";
import type { ReadingMemory } from "./memory";
import type { FilesMet } from "./provenance";
import type { ReadingProblems } from "./readingProblems";
import { mostServices } from "./unread";
import { plainEntries, writtenEntries, type WrittenEntry } from "./writtenEntries";

/** A section as it was read once. */
interface ReadSection {
  readonly name: SectionName;
  readonly variables: VariableLookup;
  readonly entries: ReadonlyMap<string, Value>;
}

/** Reads the top-level sections of YAML documents, each once for the same variables. */
export class SectionReader {
  /** By the top level of each YAML document: who extends from one a thousand times asks as often. */
  private readonly sections = new Map<MappingNode, ReadSection[]>();
  private readonly folders = new Map<FileId, string>();

  constructor(
    private readonly memory: ReadingMemory,
    private readonly met: FilesMet,
    private readonly problems: ReadingProblems,
  ) {}

  /** Where the relative paths of a file start from; undefined for a file of which no section was read. */
  folderOf(file: FileId): string | undefined {
    return this.folders.get(file);
  }

  /** The entries of a section, interpolated; none where it is not written. */
  *section(
    document: ComposeDocument,
    root: MappingNode,
    name: SectionName,
    { variables, folder }: Pick<ReadingContext, "variables" | "folder">,
  ): Steps<ReadonlyMap<string, Value>> {
    if (!this.folders.has(document.file)) this.folders.set(document.file, folder);
    this.met.readWith(document.file, variables, folder);
    const known = this.sections.get(root) ?? [];
    this.sections.set(root, known);
    let section = known.find((each) => each.name === name && each.variables === variables);
    if (section === undefined) {
      section = { name, variables, entries: yield* this.entries(document, root, name, variables) };
      known.push(section);
    }
    return section.entries;
  }

  /** A value with its variables put in; what is no valid template is reported. */
  evaluate(document: ComposeDocument, node: Node, variables: VariableLookup): Value {
    const { value, invalid } = this.memory.evaluate(document, node, variables);
    this.problems.reportInvalid(invalid);
    return value;
  }

  private *entries(
    document: ComposeDocument,
    root: MappingNode,
    name: SectionName,
    variables: VariableLookup,
  ): Steps<ReadonlyMap<string, Value>> {
    const pair = topLevel(root, name);
    if (pair === undefined) return new Map();
    const plain = plainEntries(pair.value);
    const { entries: written, isWhole } =
      plain === undefined ? writtenEntries(document, pair.value) : { entries: [], isWhole: true };
    if (!isWhole) this.problems.isPartlyUnknown();
    const count = plain?.length ?? written.length;
    // Something else than entries: what is wrong with its texts is said all the same.
    if (count === 0) this.evaluate(document, pair.value, variables);
    if (count > mostServices) this.problems.readInPart({ file: document.file, reason: "many", at: pair.key });
    const read = written.slice(0, mostServices);
    if (read.some(({ steps }) => steps.length > 0)) return yield* this.reached(document, read, variables);
    const pairs = plain?.slice(0, mostServices) ?? read.map((each) => each.pair);
    const section = yield* this.memory.section(document, name, pairs, variables);
    this.problems.reportInvalid(section.invalid);
    return section.entries;
  }

  /** Entries behind an alias or a merge key: those that are written beside it win, and then the first ones. */
  private *reached(
    document: ComposeDocument,
    all: readonly WrittenEntry[],
    variables: VariableLookup,
  ): Steps<ReadonlyMap<string, Value>> {
    const entries = new Map<string, Value>();
    for (const { pair, steps, merged } of all) {
      yield pause;
      const written = entries.get(pair.key.text);
      if (merged && written !== undefined && written.tag !== "reset") continue;
      const own = this.evaluate(document, pair.value, variables);
      const value = merged && written !== undefined ? showingThrough(own, written) : own;
      entries.set(
        pair.key.text,
        steps.reduceRight((reached, step) => this.memory.reachedBy(reached, step), value),
      );
    }
    return entries;
  }
}
