import { variablesBelow, type VariableText } from "../interpolation/dotenv";
import { sourceOf, type Unset, type VariableLookup } from "../interpolation/template";
import { type MergeConflict, Merger, withoutTags } from "../merge/mergeValues";
import type { ComposeDocument } from "../syntax/document";
import type { Node, Pair } from "../syntax/node";
import { type Evaluated, Evaluator } from "../values/evaluator";
import { type Block, BlockCache, Table } from "../values/table";
import { countValues, entriesOf, reachedBy, type Value } from "../values/value";
import type { Step } from "../values/way";
import { PairCache } from "./pairCache";
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
  private readonly merged = new PairCache<Value, Value, { value: Value | undefined; conflicts: MergeConflict[] }>();
  private readonly stripped = new WeakMap<Value, { readonly value: Value | undefined }>();
  private readonly reached = new PairCache<Value, Node, Value>();

  private readonly sizes = new WeakMap<Value, number>();
  private readonly sections = new SectionReader();
  private readonly strippedBlocks = new BlockCache<Value, Block<Value>>();
  private readonly extending = new BlockCache<Value, boolean>();
  private readonly joined = new Map<string, Table<Value>>();
  private readonly derivations = new PairCache<Value, object, Value>();
  private readonly names = new WeakMap<VariableLookup, { readonly name: string; readonly variables: VariableLookup }>();
  private readonly environments = new WeakMap<VariableLookup, Recent<string, VariableLookup>>();

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
    return services.blocks.some((block) => this.extending.get(block, ({ items }) => among(items)));
  }

  /** The lowest layer: there is nothing below that its tags could take away. */
  stripTable(table: Table<Value>): Steps<Table<Value>> {
    return table.mappingBlocks((block) =>
      this.strippedBlocks.get(block, ({ names, items }) => {
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
    return this.merged.get(base, over, () => {
      const merger = new Merger();
      return { value: merger.merge(base, over, path), conflicts: merger.conflicts };
    });
  }

  strip(value: Value): Value | undefined {
    let known = this.stripped.get(value);
    if (known === undefined) {
      known = { value: withoutTags(value) };
      this.stripped.set(value, known);
    }
    return known.value;
  }

  /** A value made from another: the same object for the same value, for what hangs on it. */
  derived<T extends Value>(value: T, derive: (value: T) => T): T {
    return this.derivations.get(value, derive, () => derive(value)) as T;
  }

  /** An environment in which the project has its name. */
  named(variables: VariableLookup, name: string): VariableLookup {
    const known = this.names.get(variables);
    if (known?.name === name) return known.variables;
    const lookup: VariableLookup = (wanted) => (wanted === "COMPOSE_PROJECT_NAME" ? name : variables(wanted));
    const named = Object.assign(lookup, {
      inPart: variables.inPart,
      sourceOf: (wanted: string) =>
        sourceOf(variables, wanted) ?? (wanted === "COMPOSE_PROJECT_NAME" ? "project name" : undefined),
    });
    this.names.set(variables, { name, variables: named });
    return named;
  }

  /** An environment with `.env` texts below it: the same lookup for the same texts, for what hangs on it. */
  environment(surrounding: VariableLookup, contents: readonly VariableText[]): VariableLookup {
    if (contents.length === 0) return surrounding;
    const key = JSON.stringify(contents);
    const known = this.environments.get(surrounding) ?? new Recent<string, VariableLookup>(environmentsKept);
    this.environments.set(surrounding, known);
    return known.get(key, () => variablesBelow(surrounding, contents));
  }

  reachedBy(value: Value, step: Step): Value {
    return this.reached.get(value, step.at, () => reachedBy(value, step));
  }

  /** How many values a value is made of. */
  sizeOf(value: Value): number {
    let size = this.sizes.get(value);
    if (size === undefined) {
      size = countValues(value);
      this.sizes.set(value, size);
    }
    return size;
  }
}
