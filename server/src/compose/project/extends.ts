import type { FileId, Node } from "../syntax/node";
import { entriesOf, type MappingValue, textOf, type Value } from "../values/value";
import type { Reading, ReadingContext } from "./layer";
import { folderOf, resolvePath } from "./paths";

/**
 * Follows `extends` for the services of one YAML document: the base lies below the service, wherever it stands, and what
 * the service resets or overrides is taken from the base. An extended file's `include` is not read.
 * Source: compose-go loader/extends.go.
 */
export class Extender {
  private readonly done = new Map<string, Value>();

  constructor(
    private readonly reading: Reading,
    private readonly file: FileId,
    private readonly services: ReadonlyMap<string, Value>,
    private readonly context: ReadingContext,
    /** The services whose extension is under way, as file and name. */
    private readonly open: readonly string[] = [],
  ) {}

  /** Every service with what it extends. */
  all(): ReadonlyMap<string, Value> {
    if (!this.reading.anyExtends(this.services)) return this.services;
    const services = new Map<string, Value>();
    for (const name of this.services.keys()) {
      const service = this.service(name);
      if (service !== undefined) services.set(name, service);
    }
    return services;
  }

  service(name: string): Value | undefined {
    const known = this.done.get(name);
    if (known !== undefined) return known;
    const service = this.services.get(name);
    if (service?.kind !== "mapping") return service;
    const extended = this.extended(name, service);
    this.done.set(name, extended);
    return extended;
  }

  private extended(name: string, service: MappingValue): Value {
    const wanted = service.entries.get("extends");
    if (wanted === undefined) return service;
    const own = this.reading.derived(service, withoutExtends);
    const base = this.base(name, wanted);
    if (base === undefined) return own;
    const below = this.reading.reachedBy(base, { kind: "extends", at: wanted.at.node });
    const merged = this.reading.merge(below, own, ["services", name]) ?? own;
    return merged.kind === "mapping" && merged.entries.has("extends")
      ? this.reading.derived(merged, withoutExtends)
      : merged;
  }

  private base(name: string, wanted: Value): Value | undefined {
    const reference = textOf(wanted) ?? textOf(entriesOf(wanted).get("service"));
    const fileValue = entriesOf(wanted).get("file");
    const fileName = textOf(fileValue);
    // A name that depends on a variable is not known; nothing is then said of the base.
    if (reference === undefined || (fileValue !== undefined && fileName === undefined)) {
      this.reading.unknownPart();
      return undefined;
    }
    const here = `${this.file} ${name}`;
    if (this.open.includes(here)) {
      const chain = [...this.open.slice(this.open.indexOf(here)), here]
        .map((step) => step.split(" ").at(-1))
        .join(" -> ");
      this.reading.report({ kind: "extends-cycle", message: `Circular reference: ${chain}`, at: nameOf(wanted) });
      return undefined;
    }
    const open = [...this.open, here];
    if (fileName === undefined) {
      const inner = new Extender(this.reading, this.file, this.services, this.context, open);
      return inner.service(reference) ?? this.unknown(name, reference, this.file, wanted);
    }
    const path = resolvePath(this.context.folder, fileName);
    return this.fromFile(name, reference, path, { wanted, fileAt: fileValue?.at.node ?? wanted.at.node }, open);
  }

  private fromFile(
    name: string,
    reference: string,
    file: FileId,
    { wanted, fileAt }: { readonly wanted: Value; readonly fileAt: Node },
    open: readonly string[],
  ) {
    const document = this.reading.open(file, fileAt);
    if (document === undefined) return undefined;
    const context: ReadingContext = { ...this.context, folder: folderOf(file) };
    for (const root of document.roots) {
      const services = this.reading.section(document, root, "services", context);
      if (services.has(reference)) return new Extender(this.reading, file, services, context, open).service(reference);
    }
    this.unknown(name, reference, file, wanted);
  }

  private unknown(name: string, reference: string, file: FileId, wanted: Value): Value | undefined {
    this.reading.report({
      kind: "extends-unknown-service",
      message: `cannot extend service "${name}" in ${file}: service "${reference}" not found`,
      at: nameOf(wanted),
    });
    return undefined;
  }
}

/** Where `extends` names its service, in the short form or the long one. */
function nameOf(wanted: Value): Node {
  return entriesOf(wanted).get("service")?.at.node ?? wanted.at.node;
}

function withoutExtends(service: MappingValue): MappingValue {
  const entries = new Map(service.entries);
  entries.delete("extends");
  return { ...service, entries };
}
