import type { VariableText } from "../interpolation/dotenv";
import type { Unset, VariableLookup } from "../interpolation/template";
import type { ComposeDocument } from "../syntax/document";
import type { FileId, MappingNode, Node, Pair } from "../syntax/node";
import type { Evaluated } from "../values/evaluator";
import { Table } from "../values/table";
import { finish, othersFirst, type Steps } from "../syntax/steps";
import { entriesOf, sameValue, textOf, type Value } from "../values/value";
import type { Step } from "../values/way";
import { Extender } from "./extends";
import { Includer } from "./include";
import { type Layer, type Reading, type ReadingContext, topLevel } from "./layer";
import { ReadingMemory } from "./memory";
import { nameOf } from "./paths";
import type { ProjectProblem } from "./problem";
import { type AskedBy, FilesMet, type Provenance, type UnknownPart } from "./provenance";
import type { FileSource } from "./source";
import {
  mostServices,
  refusedEnvFile,
  refusedFile,
  type Unread,
  type UnreadFile,
  type UnreadVariables,
} from "./unread";

/** What a project is made of: `docker compose -f A -f B --project-directory FOLDER`. */
export interface ProjectRequest {
  /** In the order in which they are joined. */
  readonly files: readonly FileId[];
  readonly folder: string;
  /** Handed on unchanged between readings as long as the values are the same: what is remembered hangs on it. */
  readonly variables: VariableLookup;
  readonly assembled: Assembled;
  /** The profiles that the surroundings enable: `COMPOSE_PROFILES`. */
  readonly profiles: readonly string[];
  /** The folder's `.env`, where it is there and could not be read. */
  readonly unreadVariables?: UnreadVariables | undefined;
  readonly named?: NamedFiles | undefined;
  /** What says that the files belong together, in words; undefined where their names or their content do. */
  readonly statedBy?: string | undefined;
}

/** Files that something else than a Compose file names, as `COMPOSE_FILE` does: Compose refuses a project that lacks one. */
export interface NamedFiles {
  readonly by: string;
  readonly files: readonly FileId[];
}

/**
 * How sure it is that Docker takes exactly these files together. `stated`: somebody said so, by `COMPOSE_FILE` or a
 * setting. `found`: they have the names that Compose looks for, though `-f` may still add others. `completed`: a file whose
 * services do not say what runs, with the main file of its folder, though more files and profiles may be meant. `beside`: a
 * file that names what it has not, with the main file of its folder, which has it as another one may. `alone`: a file that
 * is looked at by itself for want of a project; most such files are parts of one
 * (docs/docker-behaviour.md#files-are-parts).
 */
export type Assembled = "stated" | "found" | "completed" | "beside" | "alone";

/** Whether nobody said, by word or by name, that these files are all that is started. */
export function isGuess(assembled: Assembled): boolean {
  return assembled !== "stated" && assembled !== "found";
}

/** The effective configuration as values; `compose/model` gives them types. */
export interface ReadProject {
  readonly services: Table<Value>;
  readonly networks: Table<Value>;
  /** Every file that took part or should have, in the order in which it was met. */
  readonly files: readonly FileId[];
  /** Files that nobody has looked at yet: the rest of the answer is a guess until they are there. */
  readonly pending: readonly FileId[];
  readonly problems: readonly ProjectProblem[];
  readonly unread: readonly UnreadFile[];
  /** Whether every part could be followed: no file is missing, unread, remote, or named by a variable without a value. */
  readonly whole: boolean;
  readonly assembled: Assembled;
  readonly profiles: readonly string[];
  /** Why each file belongs to the project, and what could not be followed: for explanations. */
  readonly provenance: Provenance;
}

/**
 * Joins the files of a project in compose-go's order: interpolation, extends, include, then one layer on the other
 * (loader/loader.go, loadYamlModel). Remembers between readings what did not change.
 */
export class ProjectReader {
  private readonly memory: ReadingMemory;

  constructor(unset: Unset = "unknown") {
    this.memory = new ReadingMemory(unset);
  }

  /** Reads with what the source knows at once. */
  read(request: ProjectRequest, source: FileSource): ReadProject {
    return finish(this.reading(request, source));
  }

  /** The same in steps, which say what the source has to look at before they go on. */
  reading(request: ProjectRequest, source: FileSource): Steps<ReadProject> {
    return new ProjectReading(this.memory, source).project(request);
  }
}

/** A section as it was read once. */
interface ReadSection {
  readonly name: string;
  readonly variables: VariableLookup;
  readonly entries: ReadonlyMap<string, Value>;
}

/** Layers that were joined; from the second one on in a map that grows by the next, since a project may have hundreds. */
interface Joined {
  readonly entries: ReadonlyMap<string, Value>;
  readonly growing?: Map<string, Value>;
}

/** One reading of one project: what it met, and what is wrong with it. */
class ProjectReading implements Reading {
  private readonly met = new FilesMet();
  private readonly pending = new Set<FileId>();
  private readonly problems: ProjectProblem[] = [];
  private readonly unread: UnreadFile[] = [];
  private readonly extender = new Extender(this);
  private readonly includer = new Includer(this);
  /** The sections of each YAML document, by its top level: who extends from one a thousand times asks as often. */
  private readonly sections = new Map<MappingNode, ReadSection[]>();
  private readonly unknownParts: UnknownPart[] = [];
  private partsUnknown = false;

  constructor(
    private readonly memory: ReadingMemory,
    private readonly source: FileSource,
  ) {}

  *project(request: ProjectRequest): Steps<ReadProject> {
    yield* this.await(request.files);
    const name = this.projectName(request);
    const variables = name === undefined ? request.variables : this.memory.named(request.variables, name);
    const layer = yield* this.joinFiles(request.files, { folder: request.folder, variables, including: [] });
    this.reportSurroundings(request);
    return {
      services: this.memory.table("services", layer.services),
      networks: this.memory.table("networks", layer.networks),
      files: this.met.files,
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
      },
    };
  }

  /** What is wrong around the files has no place in them: it stands where the first of them begins its services. */
  private reportSurroundings({ files, unreadVariables, named }: ProjectRequest): void {
    const documents = files.map((file) => this.source.document(file)).filter((found) => typeof found !== "string");
    const [at] = documents.flatMap(beginningOf);
    if (at !== undefined && named !== undefined) {
      for (const file of named.files.filter((each) => this.source.document(each) === "missing")) {
        const message = `stat ${file}: no such file or directory`;
        this.report({ kind: "missing-file", message, at, namedBy: named.by });
      }
    }
    if (unreadVariables === undefined) return;
    this.partsUnknown = true;
    const [asks] = documents.filter(({ text }) => text.includes("$")).flatMap(beginningOf);
    if (asks !== undefined) this.unread.push({ ...unreadVariables, holds: "default variables", at: asks });
  }

  /**
   * The last `name` of the files, else that of the folder; as Compose makes it fit for the engine. Undefined where variables
   * that could not be read may say another.
   */
  private projectName({ files, folder, variables }: ProjectRequest): string | undefined {
    const stated = variables("COMPOSE_PROJECT_NAME");
    if (stated === undefined && variables.inPart === true) return undefined;
    const names = files.flatMap((file) => {
      const document = this.source.document(file);
      return typeof document === "string"
        ? []
        : document.roots.map((root) => {
            const pair = topLevel(root, "name");
            return pair && textOf(this.memory.evaluate(document, pair.value, variables).value);
          });
    });
    const name = stated ?? names.findLast((each) => each !== undefined && each !== "");
    return normalizedName(name ?? nameOf(folder));
  }

  *joinFiles(files: readonly FileId[], context: ReadingContext): Steps<Layer> {
    let services: Joined = { entries: new Map() };
    let networks: Joined = { entries: new Map() };
    for (const file of files) {
      const document = yield* this.open(file, undefined);
      if (document === undefined) continue;
      for (const root of document.roots) {
        const layer = yield* this.layer(document, root, context);
        services = yield* this.join(services, layer.services, "services");
        networks = yield* this.join(networks, layer.networks, "networks");
      }
    }
    return { services: services.entries, networks: networks.entries };
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

  *variableTexts(file: FileId, askedAt: Node, named: boolean): Steps<readonly VariableText[]> {
    if (this.source.text(file) === "pending") yield { documents: [], texts: [file] };
    const found = this.source.text(file);
    if (typeof found !== "string") return [{ file, text: found.text }];
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
    const services = yield* this.extender.all(document.file, raw, context);
    const networks = yield* this.section(document, root, "networks", context);
    // Compose interpolates the other sections too, and refuses the project for any of them.
    for (const { key, value } of root.pairs) {
      if (!["services", "networks", "include"].includes(key.text)) this.evaluate(document, value, context.variables);
    }
    const include = topLevel(root, "include");
    if (include === undefined) return { services, networks };
    const included = yield* this.includer.layer(document, include.value, context);
    return {
      services: this.imported(services, included.services, "services"),
      networks: this.imported(networks, included.networks, "networks"),
    };
  }

  *section(
    document: ComposeDocument,
    root: MappingNode,
    name: "services" | "networks",
    { variables }: Pick<ReadingContext, "variables">,
  ): Steps<ReadonlyMap<string, Value>> {
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
    const section =
      pair.value.kind === "mapping"
        ? yield* this.memory.section(document, name, this.asManyAsAreRead(document, pair.key, pair.value), variables)
        : undefined;
    // Behind an alias, or with a merge key among them, the entries are evaluated as one.
    if (section === undefined) return entriesOf(this.evaluate(document, pair.value, variables));
    this.reportInvalid(section.invalid);
    return section.entries;
  }

  /** A file of any size is read in a bounded memory: what stands behind the bound is not known, and a finding says so. */
  private asManyAsAreRead({ file }: ComposeDocument, at: Node, { pairs }: MappingNode): readonly Pair[] {
    if (pairs.length <= mostServices) return pairs;
    this.partsUnknown = true;
    this.unread.push({ file, reason: "many", holds: "services", at });
    return pairs.slice(0, mostServices);
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

  private *join(below: Joined, layer: ReadonlyMap<string, Value>, section: string): Steps<Joined> {
    if (below.entries.size === 0 && Table.is(layer)) return { entries: yield* this.memory.stripTable(layer) };
    if (layer.size === 0) return below;
    const all = below.growing ?? new Map(below.entries);
    for (const [name, value] of layer) {
      const base = all.get(name);
      const joined = base === undefined ? this.memory.strip(value) : this.merge(base, value, [section, name]);
      if (joined === undefined) all.delete(name);
      else all.set(name, joined);
      yield othersFirst;
    }
    return { entries: all, growing: all };
  }

  /** What a file includes lies beside what it says itself; both naming one thing is refused. */
  private imported(own: ReadonlyMap<string, Value>, included: ReadonlyMap<string, Value>, section: string) {
    if (included.size === 0) return own;
    const all = new Map(included);
    for (const [name, value] of own) {
      if (included.has(name) && !sameValue(included.get(name), value)) {
        const message = `${section}.${name} conflicts with imported resource`;
        this.report({ kind: "include-conflict", message, at: value.at.key ?? value.at.node });
      }
      all.set(name, value);
    }
    return all;
  }
}

/** The key of a document's services, else its first one. */
function beginningOf({ roots }: ComposeDocument): Node[] {
  const keys = roots.flatMap((root) => topLevel(root, "services")?.key ?? root.pairs[0]?.key ?? []);
  return keys.slice(0, 1);
}

/** Source: compose-go loader/loader.go, NormalizeProjectName. */
function normalizedName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, "")
    .replace(/^[_-]+/, "");
}
