import type { VariableText } from "../interpolation/dotenv";
import type { Unset, VariableLookup } from "../interpolation/template";
import type { ComposeDocument } from "../syntax/document";
import type { FileId, MappingNode, Node } from "../syntax/node";
import { finish, type Steps } from "../syntax/steps";
import type { Value } from "../values/value";
import type { Step } from "../values/way";
import { Extender } from "./extends";
import { Includer } from "./include";
import { type Layer, type Reading, type ReadingContext, type SectionName, topLevel } from "./layer";
import { ReadingMemory } from "./memory";
import { type ComposeVersion, includesFirst, isBefore } from "./composeVersion";
import type { FoundText } from "./environmentFiles";
import { ReadingBounds } from "./bounds";
import { type Joined, LayerJoiner } from "./joinLayers";
import { projectName } from "./projectName";
import type { ProjectRequest, ReadProject } from "./request";
import { ReadingProblems } from "./readingProblems";
import { requestProblems } from "./requestProblems";
import { SectionReader } from "./sectionReader";
import type { ProjectProblem } from "./problem";
import { type AskedBy, FilesMet, type UnknownPart } from "./provenance";
import type { FileSource } from "./source";
import { refusedEnvFile, refusedFile } from "./unread";

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

/** One reading of one project: what it met, and what is wrong with it. */
class ProjectReading implements Reading {
  private readonly met = new FilesMet();
  private readonly variableFiles = new Set<FileId>();
  private readonly found = new ReadingProblems();
  private readonly extender = new Extender(this);
  private readonly includer = new Includer(this);
  private readonly joiner: LayerJoiner;
  private readonly sections: SectionReader;
  private readonly bounds = new ReadingBounds((cut) => this.found.readInPart(cut));
  constructor(
    private readonly memory: ReadingMemory,
    private readonly source: FileSource,
    readonly version: ComposeVersion,
  ) {
    this.joiner = new LayerJoiner(this, memory);
    this.sections = new SectionReader(memory, this.met, this.found);
  }

  *project(request: ProjectRequest): Steps<ReadProject> {
    for (const file of request.variableFiles ?? []) this.variableFiles.add(file);
    yield* this.await(request.files);
    const name = projectName(request, this.source, this.memory);
    const variables = name === undefined ? request.variables : this.memory.named(request.variables, name);
    const layer = yield* this.joinFiles(request.files, { folder: request.folder, variables, including: [] });
    const ofRequest = requestProblems(request, this.source);
    this.found.problems.push(...ofRequest.problems);
    this.found.unread.push(...ofRequest.unread);
    if (request.unreadVariables !== undefined) this.found.isPartlyUnknown();
    const configured = yield* this.memory.configContents.joined(
      this.memory.table("services", layer.services),
      layer.configs,
    );
    const services = yield* this.memory.environmentFiles.joined(configured, {
      folderFor: (file) => this.sections.folderOf(file) ?? request.folder,
      variables,
      textsOf: (files) => this.environmentTexts(files),
    });
    return {
      name,
      services: this.memory.table("services with their files", services),
      networks: this.memory.table("networks", layer.networks),
      files: this.met.files,
      variableFiles: [...this.variableFiles],
      pending: [...this.found.pending],
      problems: this.found.problems,
      unread: this.found.unread,
      whole: this.found.isWhole,
      assembled: request.assembled,
      profiles: request.profiles,
      provenance: {
        folder: request.folder,
        requested: request.files,
        statedBy: request.statedBy ?? request.named?.by,
        joinedBy: request.joinedBy,
        files: this.met.all,
        unknownParts: this.found.unknownParts,
        texts: request.files.flatMap((file) => {
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
    this.found.isPartlyUnknown();
    if (document === "pending") this.found.awaits(file);
    else this.found.reportUnread(file, document, "services", asked?.at, refusedFile(file, document));
    return undefined;
  }

  /** What is not there adds nothing: Compose refuses it, or does without it. */
  private *environmentTexts(files: ReadonlySet<FileId>): Steps<ReadonlyMap<FileId, FoundText>> {
    const pending = [...files].filter((file) => this.source.text(file) === "pending");
    if (pending.length > 0) yield { documents: [], texts: pending };
    const texts = new Map<FileId, FoundText>();
    for (const file of files) {
      this.variableFiles.add(file);
      const found = this.source.text(file);
      if (found === "pending") this.found.awaits(file);
      if (typeof found !== "string") texts.set(file, found);
    }
    return texts;
  }

  *variableTexts(file: FileId, askedAt: Node, named: boolean): Steps<readonly VariableText[]> {
    this.variableFiles.add(file);
    if (this.source.text(file) === "pending") yield { documents: [], texts: [file] };
    const found = this.source.text(file);
    if (typeof found !== "string") return [{ file, text: found.text, isShown: found.isShown === true }];
    const isNone = found === "missing" || found === "folder";
    if (found === "pending") this.found.awaits(file);
    else if (named) this.found.reportUnread(file, found, "variables", askedAt, refusedEnvFile(file, found));
    else if (!isNone) this.found.reportUnread(file, found, "default variables", askedAt, undefined);
    return isNone || found === "pending" ? [] : [{ file, text: undefined }];
  }

  unknownPart(part: UnknownPart): void {
    this.found.unknownPart(part);
  }

  reportNowhere(path: FileId, at: Node): void {
    this.found.reportNowhere(path, at);
  }

  report(problem: ProjectProblem): void {
    this.found.report(problem);
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

  section(
    document: ComposeDocument,
    root: MappingNode,
    name: SectionName,
    context: Pick<ReadingContext, "variables" | "folder">,
  ): Steps<ReadonlyMap<string, Value>> {
    return this.sections.section(document, root, name, context);
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
    return this.sections.evaluate(document, node, variables);
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
