import { Memo } from "../../../../shared/memo";
import type { Project } from "../../compose/model/project";
import { resolvePath } from "../../compose/project/paths";
import { folderFor } from "../at/folderFor";
import type { ComposeDocument } from "../../compose/syntax/document";
import type { FileId, Node, Place } from "../../compose/syntax/node";
import { nameOnEngine } from "../../network/namespaces/nameOnEngine";
import { networkOf } from "../../network/networkOf";
import { standingsAt } from "../at/at";
import type { Named } from "../at/subject";
import type { FoundToken } from "./inTree";
import { namesIn } from "./inTree";
import { inValues, type MentionOf, occurrenceOf } from "./inValues";
import { keyOf, type Occurrence, type ProjectSymbol } from "./symbol";

/** The text of a file as it is now; undefined where it cannot be read. */
export type DocumentOf = (file: FileId) => ComposeDocument | undefined;

/**
 * The names of a project, where they are given and where they are used, over all of its files. What stands in a chunk is
 * remembered by it, so that an edit costs what it touched; nothing is collected before it is asked for.
 */
export class ProjectSymbols {
  private readonly ownNames: ReadonlySet<FileId>;

  constructor(
    readonly project: Project,
    private readonly documentOf: DocumentOf,
  ) {
    const met = project.provenance.files;
    this.ownNames = new Set(met.flatMap(({ file, asked }) => (asked?.by === "extends" ? [file] : [])));
  }

  /** The places of a symbol in the order of the files; `likely` ones, words in values, last. */
  of(symbol: ProjectSymbol): readonly Occurrence[] {
    const keys = new Set([keyOf(symbol), ...this.otherKeys(symbol)]);
    const found: Occurrence[] = [];
    for (const { document, tree } of this.trees()) {
      const byKey = this.inTree(document, tree);
      for (const key of keys) found.push(...(byKey.get(key) ?? []));
    }
    return [...found, ...inValues(symbol, this.project)];
  }

  /**
   * The names at an offset of a file: the smallest word first. Two where a word in a file that is only extended names
   * something of that file, and something of the project that extends it.
   */
  at(file: FileId, offset: number): readonly Occurrence[] {
    const document = this.documentOf(file);
    return document === undefined || this.project.variableFiles.includes(file)
      ? this.amongVariables(file, offset)
      : this.inDocument(document, offset);
  }

  private inDocument(document: ComposeDocument, offset: number): Occurrence[] {
    const { root, within } = document.treeAt(offset);
    if (root === undefined) return [];
    const found = standingsAt(document, offset, [this.project]).flatMap(({ subject, at, services }): Occurrence[] => {
      if (subject.kind === "host") {
        const caller = services.map((name) => this.project.services.get(name)).find((each) => each !== undefined);
        return caller === undefined ? [] : this.amongMentions([{ service: caller, mention: subject.mention }], isHere);
      }
      if (!("name" in subject)) return [];
      const token = { subject, at, service: services[0] };
      return this.symbolsOf(token, document.file).map((symbol) => occurrence(token, symbol));
    });
    function isHere({ chunk, start, end }: Place): boolean {
      return chunk === root?.chunk && start <= within && within <= end;
    }
    if (found.length > 0) return found;
    const inConfigs = networkOf(this.project).mentions.filter(({ mention }) => mention.in === "config");
    return this.amongMentions(inConfigs, isHere);
  }

  private amongVariables(file: FileId, offset: number): Occurrence[] {
    const isHere = ({ chunk, start, end }: Place): boolean =>
      chunk.plain === true && chunk.file === file && start <= offset && offset <= end;
    return this.amongMentions(networkOf(this.project).mentions, isHere);
  }

  /** What the first word in a value stands for that is there. */
  private amongMentions(mentions: readonly MentionOf[], isHere: (at: Place) => boolean): Occurrence[] {
    for (const { service, mention } of mentions) {
      const found = occurrenceOf(mention, service, this.project);
      if (found !== undefined && isHere(found.at)) return [found];
    }
    return [];
  }

  /** Every place at which a symbol of this kind is given its name. */
  *definitions(kind: ProjectSymbol["kind"]): Generator<Occurrence> {
    for (const { document, tree } of this.trees()) {
      for (const occurrences of this.inTree(document, tree).values()) {
        for (const each of occurrences) if (each.symbol.kind === kind && each.role === "definition") yield each;
      }
    }
  }

  /** The symbols that a token in a file names; none for what has no name that others use. */
  symbolsOf(token: Omit<FoundToken, "at">, file: FileId): ProjectSymbol[] {
    const symbols = this.scoped(token, file);
    const [own, outer] = symbols;
    if (own?.kind === "engine-network") {
      const key = this.networkCalled(own.name);
      return key === undefined ? symbols : [{ kind: "network", name: key }];
    }
    if (own === undefined || outer === undefined) return symbols;
    const { services, networks } = this.project;
    return (outer.kind === "service" ? services : networks).has(outer.name) ? symbols : [own];
  }

  /** What else a word names, in a file that is only extended: where both are there, they have to have one name. */
  alsoNamedBy({ symbol, role, attribute, at }: Occurrence): ProjectSymbol[] {
    const { kind, name } = symbol;
    const { file } = at.chunk;
    const isOne = role === "definition" || attribute === "extends";
    if (isOne || (kind !== "service" && kind !== "network") || !this.ownNames.has(file)) return [];
    const declares = this.declaredIn(file).has(keyOf({ kind, name }));
    const has = (kind === "service" ? this.project.services : this.project.networks).has(name);
    return declares && has
      ? [
          { kind, name, file },
          { kind, name },
        ]
      : [];
  }

  /** The same by its words alone, whether or not the project has something of that name. */
  private scoped({ subject, service }: Omit<FoundToken, "at">, file: FileId): ProjectSymbol[] {
    const { kind, name } = subject;
    switch (kind) {
      case "service": {
        const elsewhere =
          subject.file === undefined ? undefined : resolvePath(folderFor(file, this.project), subject.file);
        const isOwn = subject.attribute === "extends" || subject.attribute === "services";
        const home = elsewhere ?? (isOwn ? file : undefined);
        if (home !== undefined) return [this.ownNames.has(home) ? { kind, name, file: home } : { kind, name }];
        return this.inAndOutOf(file, { kind, name });
      }
      case "network":
        return subject.role === "definition" && this.ownNames.has(file)
          ? [{ kind, name, file }]
          : this.inAndOutOf(file, { kind, name });
      case "alias":
        return subject.attribute === "links" && service !== undefined
          ? [{ kind, name, linkOf: service }]
          : [{ kind, name }];
      case "engine-network":
      case "container":
      case "hostname":
        return [{ kind, name }];
    }
  }

  /** A reference in a file that is only extended: to what the file itself has, and to what its extenders have. */
  private inAndOutOf(file: FileId, symbol: ProjectSymbol): ProjectSymbol[] {
    if (!this.ownNames.has(file) || !this.declaredIn(file).has(keyOf(symbol))) return [symbol];
    return [{ ...symbol, file }, symbol];
  }

  /** Whether a file that is only extended has a service or a network of a name. */
  declares({ kind, name, file }: ProjectSymbol): boolean {
    return file !== undefined && this.declaredIn(file).has(keyOf({ kind, name }));
  }

  /** The services and networks that a file has entries for. */
  private declaredIn(file: FileId): ReadonlySet<string> {
    const document = this.documentOf(file);
    if (document === undefined) return nothing;
    return declared.of(document, () => {
      const names = [...document.trees()].flatMap((tree) => namesIn(document, tree));
      const isDefinition = ({ subject }: FoundToken) => "role" in subject && subject.role === "definition";
      return new Set(names.filter(isDefinition).map(({ subject: { kind, name } }) => keyOf({ kind, name })));
    });
  }

  /** A network is also named as the engine knows it. */
  private otherKeys({ kind, name, file }: ProjectSymbol): string[] {
    const real = kind === "network" && file === undefined ? nameOnEngine(name, this.project) : undefined;
    return real === undefined ? [] : [keyOf({ kind: "engine-network", name: real })];
  }

  /** The network of the project that has this name on the engine. */
  private networkCalled(name: string): string | undefined {
    return [...this.project.networks.keys(), "default"].find((key) => nameOnEngine(key, this.project) === name);
  }

  private *trees(): Generator<{ readonly document: ComposeDocument; readonly tree: Node }> {
    for (const file of this.project.files) {
      const document = this.documentOf(file);
      if (document !== undefined) for (const tree of document.trees()) yield { document, tree };
    }
  }

  private inTree(document: ComposeDocument, tree: Node): ReadonlyMap<string, readonly Occurrence[]> {
    const names = namesIn(document, tree);
    const { file } = document;
    const own = this.ownNames.has(file) ? this.declaredIn(file) : nothing;
    const scope = [...this.ownNames].join("\n");
    return known.get(names, [file, scope, own], () => {
      const found = new Map<string, Occurrence[]>();
      for (const token of names) {
        for (const symbol of this.scoped(token, file)) {
          const before = found.get(keyOf(symbol));
          if (before === undefined) found.set(keyOf(symbol), [occurrence(token, symbol)]);
          else before.push(occurrence(token, symbol));
        }
      }
      return found;
    });
  }
}

function occurrence({ subject, at, service }: FoundToken, symbol: ProjectSymbol): Occurrence {
  const found = { symbol, role: roleOf(subject), attribute: subject.attribute, at, service } as const;
  return { ...found, evidence: "certain", ...(subject.kind === "engine-network" && { isOnEngine: true }) };
}

function roleOf(subject: Named): Occurrence["role"] {
  return "role" in subject ? subject.role : "definition";
}

const nothing: ReadonlySet<string> = new Set();
const declared = new Memo<ComposeDocument, ReadonlySet<string>>();
const known = new Memo<readonly FoundToken[], ReadonlyMap<string, readonly Occurrence[]>>();
