import type { VariableText } from "../interpolation/dotenv";
import type { Unset, VariableLookup } from "../interpolation/template";
import type { ComposeDocument } from "../syntax/document";
import type { FileId, MappingNode, Node } from "../syntax/node";
import { showingThrough } from "../values/evaluate";
import type { Evaluated } from "../values/evaluator";
import { finish, pause, type Steps } from "../syntax/steps";
import type { Value } from "../values/value";
import type { Step } from "../values/way";
import { Extender } from "./extends";
import { Includer } from "./include";
import { type Layer, type Reading, type ReadingContext, topLevel } from "./layer";
import { ReadingMemory } from "./memory";
import { type ComposeVersion, includesFirst, isBefore } from "./composeVersion";
import type { FoundText } from "./environmentFiles";
import { type Cut, ReadingBounds } from "./bounds";
import { type Joined, LayerJoiner } from "./joinLayers";
import { projectName } from "./projectName";
import type { ProjectRequest, ReadProject } from "./request";
import { requestProblems } from "./requestProblems";
import { plainEntries, writtenEntries, type WrittenEntry } from "./writtenEntries";
import type { ProjectProblem } from "./problem";
import { type AskedBy, FilesMet, type UnknownPart } from "./provenance";
import type { FileSource } from "./source";
import { mostServices, refusedEnvFile, refusedFile, type Unread, type UnreadFile } from "./unread";

/**
 * Joins the files of a project in compose-go's order: interpolation, extends, include, then one layer on the other
 * (loader/loader.go, loadYamlModel). Remembers between readings what did not change.
 */
export class ProjectReader {
  private readonly memory: ReadingMemory;

  constructor(
    unset: Unset = "unknown",
    private readonly version?: ComposeVersion,
  ) {
    this.memory = new ReadingMemory(unset);
  }

  /** Reads with what the source knows at once. */
  read(request: ProjectRequest, source: FileSource): ReadProject {
    return finish(this.reading(request, source));
  }

  /** The same in steps, which say what the source has to look at before they go on. */
  reading(request: ProjectRequest, source: FileSource): Steps<ReadProject> {
    return new ProjectReading(this.memory, source, this.version).project(request);
  }
}

/** A section as it was read once. */
interface ReadSection {
  readonly name: string;
  readonly variables: VariableLookup;
  readonly entries: ReadonlyMap<string, Value>;
}

/** One reading of one project: what it met, and what is wrong with it. */
class ProjectReading implements Reading {
  private readonly met = new FilesMet();
  private readonly pending = new Set<FileId>();
  private readonly variableFiles = new Set<FileId>();
  private readonly problems: ProjectProblem[] = [];
  private readonly unread: UnreadFile[] = [];
  private readonly extender = new Extender(this);
  private readonly includer = new Includer(this);
  private readonly joiner: LayerJoiner;
  private readonly bounds = new ReadingBounds((cut) => this.readInPart(cut));
  /** The sections of each YAML document, by its top level: who extends from one a thousand times asks as often. */
  private readonly sections = new Map<MappingNode, ReadSection[]>();
  /** Where the relative paths of each file start from. */
  private readonly folders = new Map<FileId, string>();
  private readonly unknownParts: UnknownPart[] = [];
  private partsUnknown = false;

  constructor(
    private readonly memory: ReadingMemory,
    private readonly source: FileSource,
    readonly version: ComposeVersion,
  ) {
    this.joiner = new LayerJoiner(this, memory);
  }

  *project(request: ProjectRequest): Steps<ReadProject> {
    for (const file of request.variableFiles ?? []) this.variableFiles.add(file);
    yield* this.await(request.files);
    const name = projectName(request, this.source, this.memory);
    const variables = name === undefined ? request.variables : this.memory.named(request.variables, name);
    const layer = yield* this.joinFiles(request.files, { folder: request.folder, variables, including: [] });
    const ofRequest = requestProblems(request, this.source);
    this.problems.push(...ofRequest.problems);
    this.unread.push(...ofRequest.unread);
    if (request.unreadVariables !== undefined) this.partsUnknown = true;
    const configured = yield* this.memory.configContents.joined(
      this.memory.table("services", layer.services),
      layer.configs,
    );
    const services = yield* this.memory.environmentFiles.joined(configured, {
      folderFor: (file) => this.folders.get(file) ?? request.folder,
      variables,
      textOf: (file) => this.environmentText(file),
    });
    return {
      name,
      services,
      networks: this.memory.table("networks", layer.networks),
      files: this.met.files,
      variableFiles: [...this.variableFiles],
      pending: [...this.pending],
      problems: this.problems,
      unread: this.unread,
      whole: !this.partsUnknown,
      assembled: request.assembled,
      profiles: request.profiles,
      provenance: {
        folder: request.folder,
        requested: request.files,
        statedBy: request.statedBy ?? request.named?.by,
        files: this.met.all,
        unknownParts: this.unknownParts,
        texts: () =>
          request.files.flatMap((file) => {
            const document = this.source.document(file);
            return typeof document === "string" ? [] : [document.text];
          }),
      },
    };
  }

  *joinFiles(files: readonly FileId[], context: ReadingContext): Steps<Layer> {
    let services: Joined = { entries: new Map() };
    let networks: Joined = { entries: new Map() };
    let configs: Joined = { entries: new Map() };
    for (const file of files) {
      const document = yield* this.open(file, undefined);
      if (document === undefined) continue;
      for (const root of document.roots) {
        const layer = yield* this.layer(document, root, context);
        services = yield* this.joiner.join(services, layer.services, "services");
        networks = yield* this.joiner.join(networks, layer.networks, "networks");
        configs = yield* this.joiner.join(configs, layer.configs, "configs");
      }
    }
    return { services: services.entries, networks: networks.entries, configs: configs.entries };
  }

  *await(files: readonly FileId[]): Steps<void> {
    const { source } = this;
    const documents = files.filter((file) => source.takesTime?.(file) ?? source.document(file) === "pending");
    if (documents.length > 0) yield { documents, texts: [] };
  }

  *open(file: FileId, asked: AskedBy | undefined): Steps<ComposeDocument | undefined> {
    this.met.add(file, asked);
    yield* this.await([file]);
    const document = this.source.document(file);
    if (typeof document !== "string") return document;
    this.partsUnknown = true;
    if (document === "pending") this.pending.add(file);
    else this.reportUnread(file, document, "services", asked?.at, refusedFile(file, document));
    return undefined;
  }

  /** What is not there adds nothing: Compose refuses it, or does without it. */
  private *environmentText(file: FileId): Steps<FoundText | undefined> {
    this.variableFiles.add(file);
    if (this.source.text(file) === "pending") yield { documents: [], texts: [file] };
    const found = this.source.text(file);
    if (found === "pending") this.pending.add(file);
    return typeof found === "string" ? undefined : found;
  }

  *variableTexts(file: FileId, askedAt: Node, named: boolean): Steps<readonly VariableText[]> {
    this.variableFiles.add(file);
    if (this.source.text(file) === "pending") yield { documents: [], texts: [file] };
    const found = this.source.text(file);
    if (typeof found !== "string") return [{ file, text: found.text, isShown: found.isShown === true }];
    const isNone = found === "missing" || found === "folder";
    if (found === "pending") this.pending.add(file);
    else if (named) this.reportUnread(file, found, "variables", askedAt, refusedEnvFile(file, found));
    else if (!isNone) this.reportUnread(file, found, "default variables", askedAt, undefined);
    return isNone || found === "pending" ? [] : [{ file, text: undefined }];
  }

  /** A file that could not be had: Compose refuses the project, or reads what is not known here. */
  private reportUnread(
    file: FileId,
    reason: Unread,
    holds: UnreadFile["holds"],
    at: Node | undefined,
    refused: Omit<ProjectProblem, "at"> | undefined,
  ): void {
    this.partsUnknown = true;
    if (refused !== undefined) this.report({ ...refused, at });
    else if (at !== undefined) this.unread.push({ file, reason, holds, at });
  }

  unknownPart(part: UnknownPart): void {
    this.partsUnknown = true;
    this.unknownParts.push(part);
  }

  reportNowhere(path: FileId, at: Node): void {
    this.partsUnknown = true;
    this.report({ kind: "no-path", message: `open ${path}: no such file or directory`, at });
  }

  report(problem: ProjectProblem): void {
    this.problems.push(problem);
  }

  private *layer(document: ComposeDocument, root: MappingNode, context: ReadingContext): Steps<Layer> {
    const raw = yield* this.section(document, root, "services", context);
    const written = topLevel(root, "services");
    if (written !== undefined && written.value.kind !== "mapping" && written.value.kind !== "alias") {
      this.report({ kind: "not-a-mapping", message: "services must be a mapping", at: written.key });
    }
    const networks = yield* this.section(document, root, "networks", context);
    const configs = yield* this.section(document, root, "configs", context);
    // Compose interpolates the other sections too, and refuses the project for any of them.
    for (const { key, value } of root.pairs) {
      if (!["services", "networks", "configs", "include"].includes(key.text))
        this.evaluate(document, value, context.variables);
    }
    const include = topLevel(root, "include");
    if (include === undefined) {
      return { services: yield* this.extender.all(document.file, raw, context), networks, configs };
    }
    const included = yield* this.includer.layer(document, include.value, context);
    return {
      services: yield* this.withIncluded(document, raw, included, context),
      networks: this.joiner.imported(networks, included.networks, "networks"),
      configs: this.joiner.imported(configs, included.configs, "configs"),
    };
  }

  /** The current Compose puts what is included in its place first, and then follows `extends`. */
  private *withIncluded(
    document: ComposeDocument,
    raw: ReadonlyMap<string, Value>,
    included: Layer,
    context: ReadingContext,
  ): Steps<ReadonlyMap<string, Value>> {
    if (!isBefore(this.version, includesFirst)) {
      const all = this.joiner.imported(raw, included.services, "services");
      return yield* this.extender.all(document.file, all, context);
    }
    const extended = yield* this.extender.all(document.file, raw, context);
    return this.joiner.imported(extended, included.services, "services");
  }

  *section(
    document: ComposeDocument,
    root: MappingNode,
    name: "services" | "networks" | "configs",
    { variables, folder }: Pick<ReadingContext, "variables" | "folder">,
  ): Steps<ReadonlyMap<string, Value>> {
    if (!this.folders.has(document.file)) this.folders.set(document.file, folder);
    this.met.readWith(document.file, variables);
    const known = this.sections.get(root) ?? [];
    this.sections.set(root, known);
    let section = known.find((each) => each.name === name && each.variables === variables);
    if (section === undefined) {
      section = { name, variables, entries: yield* this.entries(document, root, name, variables) };
      known.push(section);
    }
    return section.entries;
  }

  private *entries(
    document: ComposeDocument,
    root: MappingNode,
    name: string,
    variables: VariableLookup,
  ): Steps<ReadonlyMap<string, Value>> {
    const pair = topLevel(root, name);
    if (pair === undefined) return new Map();
    const plain = plainEntries(pair.value);
    const { entries: written, isWhole } =
      plain === undefined ? writtenEntries(document, pair.value) : { entries: [], isWhole: true };
    if (!isWhole) this.partsUnknown = true;
    const count = plain?.length ?? written.length;
    // Something else than entries: what is wrong with its texts is said all the same.
    if (count === 0) this.evaluate(document, pair.value, variables);
    if (count > mostServices) this.readInPart({ file: document.file, reason: "many", at: pair.key });
    const read = written.slice(0, mostServices);
    if (read.some(({ steps }) => steps.length > 0)) return yield* this.reached(document, read, variables);
    const pairs = plain?.slice(0, mostServices) ?? read.map((each) => each.pair);
    const section = yield* this.memory.section(document, name, pairs, variables);
    this.reportInvalid(section.invalid);
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
        steps.reduceRight((reached, step) => this.reachedBy(reached, step), value),
      );
    }
    return entries;
  }

  /** Where a reading stops, so that its time and memory are bounded: what lies behind is not known, and a finding says so. */
  private readInPart({ file, reason, at }: Cut): void {
    this.partsUnknown = true;
    if (!this.unread.some((each) => each.at === at && each.reason === reason)) {
      this.unread.push({ file, reason, holds: "services", at });
    }
  }

  mayInclude(file: FileId, at: Node, depth: number): boolean {
    return this.bounds.mayInclude(file, at, depth);
  }

  mayTakeOver(value: Value, at: Node): boolean {
    return this.bounds.mayTakeOver(this.memory.sizeOf(value), at);
  }

  anyExtends(services: ReadonlyMap<string, Value>): boolean {
    return this.memory.anyExtends(services);
  }

  evaluate(document: ComposeDocument, node: Node, variables: VariableLookup): Value {
    const { value, invalid } = this.memory.evaluate(document, node, variables);
    this.reportInvalid(invalid);
    return value;
  }

  private reportInvalid(invalid: Evaluated["invalid"]): void {
    for (const { at, reason } of invalid) this.report({ kind: "invalid-template", message: reason, at });
  }

  reachedBy(value: Value, step: Step): Value {
    return this.memory.reachedBy(value, step);
  }

  derived<T extends Value>(value: T, derive: (value: T) => T): T {
    return this.memory.derived(value, derive);
  }

  environment(surrounding: VariableLookup, contents: readonly VariableText[]): VariableLookup {
    return this.memory.environment(surrounding, contents);
  }

  merge(base: Value, over: Value, path: readonly string[]): Value | undefined {
    const { value, conflicts } = this.memory.merge(base, over, path);
    for (const conflict of conflicts) {
      this.report({ kind: "cannot-override", message: `cannot override ${conflict.path}`, at: conflict.at.node });
    }
    return value;
  }
}
