import type { ComposeVersion } from "./composeVersion";
import type { VariableText } from "../interpolation/dotenv";
import type { VariableLookup } from "../interpolation/template";
import type { ComposeDocument } from "../syntax/document";
import type { FileId, MappingNode, Node, Pair } from "../syntax/node";
import type { Value } from "../values/value";
import type { Step } from "../values/way";
import type { ProjectProblem } from "./problem";
import type { AskedBy, UnknownPart } from "./provenance";
import type { Steps } from "../syntax/steps";

/** A top-level section whose entries are joined and take part in the model. */
export type SectionName = "services" | "networks" | "configs";

/** What one YAML document, or a whole included project, adds: values by name, interpolated but not yet joined. */
export interface Layer {
  readonly services: ReadonlyMap<string, Value>;
  readonly networks: ReadonlyMap<string, Value>;
  readonly configs: ReadonlyMap<string, Value>;
}

/** The context in which a file is read. */
export interface ReadingContext {
  /** The folder that relative paths start from. */
  readonly folder: string;
  readonly variables: VariableLookup;
  /** The files whose includes led here, outermost first. */
  readonly including: readonly FileId[];
}

/** One reading of one project, as the parts that follow `extends` and `include` see it. */
export interface Reading {
  /** Of the Compose that is to read the files. */
  readonly version: ComposeVersion;
  /** Waits for the documents of files, all at once, so that whoever opens them one by one does not. */
  await(files: readonly FileId[]): Steps<void>;
  /** A file's document; what cannot be had is noted, with the place that asked for it. */
  open(file: FileId, asked: AskedBy | undefined): Steps<ComposeDocument | undefined>;
  /**
   * The text of a `.env` file, undefined where it is there and cannot be read; none where there is no file. One that is `named`
   * has to be there.
   */
  variableTexts(file: FileId, askedAt: Node, named: boolean): Steps<readonly VariableText[]>;
  /** Joins files in order, as `-f A -f B` does. */
  joinFiles(files: readonly FileId[], context: ReadingContext): Steps<Layer>;
  /** The entries of a top-level section of one YAML document. */
  section(
    document: ComposeDocument,
    root: MappingNode,
    name: SectionName,
    context: Pick<ReadingContext, "variables" | "folder">,
  ): Steps<ReadonlyMap<string, Value>>;
  /** Whether one of the services extends another. */
  anyExtends(services: ReadonlyMap<string, Value>): boolean;
  evaluate(document: ComposeDocument, node: Node, variables: VariableLookup): Value;
  merge(base: Value, over: Value, path: readonly string[]): Value | undefined;
  reachedBy(value: Value, step: Step): Value;
  /** A value made from another: the same object for the same value, for what hangs on it. */
  derived<T extends Value>(value: T, derive: (value: T) => T): T;
  /** An environment with `.env` texts below it: the same lookup for the same texts. */
  environment(surrounding: VariableLookup, contents: readonly VariableText[]): VariableLookup;
  /** Whether a project that this item names is read, which so many files lead to; where not, that is noted. */
  mayInclude(file: FileId, at: Node, depth: number): boolean;
  /** Whether a service takes over this value from another one; where that is too much, it is noted. */
  mayTakeOver(value: Value, at: Node): boolean;
  report(problem: ProjectProblem): void;
  /** A URL that Compose takes for this path, at which it finds nothing. */
  reportNowhere(path: FileId, at: Node): void;
  /** Notes that something which belongs to the project cannot be known from here: a remote file, an unset variable. */
  unknownPart(part: UnknownPart): void;
}

/** The last top-level entry of a name: Compose refuses a second one, so which one counts makes no difference. */
export function topLevel(root: { readonly pairs: readonly Pair[] }, name: string): Pair | undefined {
  return root.pairs.findLast(({ key }) => key.text === name);
}
