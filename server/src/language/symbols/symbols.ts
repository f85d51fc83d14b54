import { Memo } from "../../../../shared/memo";
import type { Project } from "../../compose/model/project";
import { folderOf, resolvePath } from "../../compose/project/paths";
import type { ComposeDocument } from "../../compose/syntax/document";
import type { FileId, Node } from "../../compose/syntax/node";
import { nameOnEngine } from "../../network/namespaces/nameOnEngine";
import { networkOf } from "../../network/networkOf";
import type { FoundToken } from "./inTree";
import { namesIn } from "./inTree";
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
    return [...found, ...this.inValues(symbol)];
  }

  /** Every place at which a symbol of this kind is given its name. */
  *definitions(kind: ProjectSymbol["kind"]): Generator<Occurrence> {
    for (const { document, tree } of this.trees()) {
      for (const occurrences of this.inTree(document, tree).values()) {
        for (const each of occurrences) if (each.symbol.kind === kind && each.role === "definition") yield each;
      }
    }
  }

  /** The symbol that a token in a file names; undefined for what has no name that others use. */
  symbolOf({ subject }: Pick<FoundToken, "subject">, file: FileId): ProjectSymbol | undefined {
    switch (subject.kind) {
      case "service": {
        const elsewhere = subject.file === undefined ? undefined : resolvePath(folderOf(file), subject.file);
        const isOwn = subject.attribute === "extends" || subject.attribute === "services";
        const home = elsewhere ?? (isOwn ? file : undefined);
        const scope = home !== undefined && this.ownNames.has(home) ? { file: home } : {};
        return { kind: "service", name: subject.name, ...scope };
      }
      case "network":
      case "engine-network":
      case "alias":
      case "container":
        return { kind: subject.kind, name: subject.name };
      case "hostname":
        return undefined;
    }
  }

  /** A network is also named as the engine knows it. */
  private otherKeys({ kind, name }: ProjectSymbol): string[] {
    const real = kind === "network" ? nameOnEngine(name, this.project) : undefined;
    return real === undefined ? [] : [keyOf({ kind: "engine-network", name: real })];
  }

  private *trees(): Generator<{ readonly document: ComposeDocument; readonly tree: Node }> {
    for (const file of this.project.files) {
      const document = this.documentOf(file);
      if (document !== undefined) for (const tree of document.trees()) yield { document, tree };
    }
  }

  private inTree(document: ComposeDocument, tree: Node): ReadonlyMap<string, readonly Occurrence[]> {
    const names = namesIn(document, tree);
    const scope = [...this.ownNames].join("\n");
    return known.get(names, [document.file, scope], () => {
      const found = new Map<string, Occurrence[]>();
      for (const token of names) {
        const symbol = this.symbolOf(token, document.file);
        if (symbol === undefined) continue;
        const key = keyOf(symbol);
        const { subject, at, service } = token;
        const role = "role" in subject ? subject.role : subject.kind === "alias" ? "definition" : "reference";
        const occurrence: Occurrence = { symbol, role, attribute: subject.attribute, at, service, evidence: "certain" };
        const before = found.get(key);
        if (before === undefined) found.set(key, [occurrence]);
        else before.push(occurrence);
      }
      return found;
    });
  }

  /** Words in values that are written as names of hosts, where they stand for a service or a container of the project. */
  private *inValues(symbol: ProjectSymbol): Generator<Occurrence> {
    if (symbol.file !== undefined || symbol.kind === "network" || symbol.kind === "engine-network") return;
    const model = networkOf(this.project);
    for (const { service, mention } of model.mentions) {
      const { name, written } = mention;
      if (name !== symbol.name || written === undefined) continue;
      const isMeant =
        symbol.kind === "service" ? this.project.services.has(name) : model.servicesCalled(name).length > 0;
      if (!isMeant) continue;
      const at = { ...written, end: written.start + name.length };
      yield { symbol, role: "reference", attribute: mention.in, at, service: service.name, evidence: "likely" };
    }
  }
}

const known = new Memo<readonly FoundToken[], ReadonlyMap<string, readonly Occurrence[]>>();
