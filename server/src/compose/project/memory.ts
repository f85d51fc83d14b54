import { ConfigContents } from "./configContents";
import { EnvironmentFiles } from "./environmentFiles";
import { Memo, PairMemo } from "../../../../shared/memo";
import { variablesBelow, type VariableText } from "../interpolation/dotenv";
import { sourceOf, type Unset, type VariableLookup } from "../interpolation/template";
import { type MergeConflict, Merger, withoutTags } from "../merge/mergeValues";
import type { ComposeDocument } from "../syntax/document";
import type { Node, Pair } from "../syntax/node";
import { type Evaluated, Evaluator } from "../values/evaluator";
import { type Block, Table } from "../values/table";
import { countValues, entriesOf, reachedBy, type Value } from "../values/value";
import type { Step } from "../values/way";
import { Recent } from "./recent";
import { type Section, SectionReader } from "./section";
import type { Steps } from "../syntax/steps";

/** More `.env` files than a project includes; older contents of an edited one are forgotten. */
const environmentsKept = 64;

/**
 * What readings of one project leave for the next one. Each result is remembered by the very objects that it was made
 * of, so that remembering changes no answer, only its cost.
 */
export class ReadingMemory {
  private readonly evaluator: Evaluator;
  private readonly merged = new PairMemo<Value, Value, { value: Value | undefined; conflicts: MergeConflict[] }>();
  private readonly stripped = new Memo<Value, Value | undefined>();
  private readonly reached = new PairMemo<Value, Node, Value>();

  private readonly sizes = new Memo<Value, number>();
  private readonly sections = new SectionReader();
  /** What the files of `env_file` add. */
  readonly environmentFiles = new EnvironmentFiles();
  /** What the contents of configs add. */
  readonly configContents = new ConfigContents();
  private readonly strippedBlocks = new Memo<Block<Value>, Block<Value>>();
  private readonly extending = new Memo<Block<Value>, boolean>();
  private readonly joined = new Map<string, Table<Value>>();
  private readonly derivations = new PairMemo<Value, object, Value>();
  private readonly names = new Memo<VariableLookup, VariableLookup>();
  private readonly environments = new Memo<VariableLookup, Recent<string, VariableLookup>>();

  constructor(unset: Unset = "unknown") {
    this.evaluator = new Evaluator(unset);
  }

  /** The entries of a section that depend on nothing beside them. */
  section(document: ComposeDocument, name: string, pairs: readonly Pair[], variables: VariableLookup): Steps<Section> {
    return this.sections.read(document, name, pairs, variables, this.evaluator);
  }

  /** Whether one of the services extends another. */
  anyExtends(services: ReadonlyMap<string, Value>): boolean {
    const among = (values: Iterable<Value>): boolean => [...values].some((value) => entriesOf(value).has("extends"));
    if (!Table.is(services)) return among(services.values());
    return services.blocks.some((block) => this.extending.of(block, ({ items }) => among(items)));
  }

  /** The lowest layer: there is nothing below that its tags could take away. */
  stripTable(table: Table<Value>): Steps<Table<Value>> {
    return table.mappingBlocks((block) =>
      this.strippedBlocks.of(block, ({ names, items }) => {
        const left = items.map((item) => this.strip(item));
        if (left.every((value, at) => value === items[at])) return block;
        if (!left.includes(undefined)) return { names, items: left as Value[] };
        const kept = left.flatMap((value, at) => (value === undefined ? [] : [{ name: names[at] ?? "", value }]));
        return { names: kept.map(({ name }) => name), items: kept.map(({ value }) => value) };
      }),
    );
  }

  /** A section of the whole project as a table that shares its blocks with that of the reading before. */
  table(section: string, entries: ReadonlyMap<string, Value>): Table<Value> {
    const table = Table.of(entries, this.joined.get(section));
    this.joined.set(section, table);
    return table;
  }

  evaluate(document: ComposeDocument, node: Node, variables: VariableLookup): Evaluated {
    const key = node.parent?.kind === "pair" ? node.parent.key : undefined;
    return this.evaluator.evaluate(document, node, key, variables);
  }

  merge(base: Value, over: Value, path: readonly string[]): { value: Value | undefined; conflicts: MergeConflict[] } {
    return this.merged.of(base, over, () => {
      const merger = new Merger();
      return { value: merger.merge(base, over, path), conflicts: merger.conflicts };
    });
  }

  strip(value: Value): Value | undefined {
    return this.stripped.of(value, withoutTags);
  }

  /** A value made from another: the same object for the same value, for what hangs on it. */
  derived<T extends Value>(value: T, derive: (value: T) => T): T {
    return this.derivations.of(value, derive, () => derive(value)) as T;
  }

  /** An environment in which the project has its name. */
  named(variables: VariableLookup, name: string): VariableLookup {
    return this.names.get(variables, [name], () => withProjectName(variables, name));
  }

  /** An environment with `.env` texts below it: the same lookup for the same texts, for what hangs on it. */
  environment(surrounding: VariableLookup, contents: readonly VariableText[]): VariableLookup {
    if (contents.length === 0) return surrounding;
    const key = JSON.stringify(contents);
    const known = this.environments.of(surrounding, () => new Recent(environmentsKept));
    return known.get(key, () => variablesBelow(surrounding, contents));
  }

  reachedBy(value: Value, step: Step): Value {
    return this.reached.of(value, step.at, () => reachedBy(value, step));
  }

  /** How many values a value is made of. */
  sizeOf(value: Value): number {
    return this.sizes.of(value, countValues);
  }
}

function withProjectName(variables: VariableLookup, name: string): VariableLookup {
  const lookup: VariableLookup = (wanted) => (wanted === "COMPOSE_PROJECT_NAME" ? name : variables(wanted));
  return Object.assign(lookup, {
    inPart: variables.inPart,
    writtenAt: variables.writtenAt,
    sourceOf: (wanted: string) =>
      sourceOf(variables, wanted) ?? (wanted === "COMPOSE_PROJECT_NAME" ? "project name" : undefined),
  });
}
