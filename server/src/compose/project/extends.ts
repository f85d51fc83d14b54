import type { FileId, Node } from "../syntax/node";
import { pause, type Steps } from "../syntax/steps";
import { entriesOf, type MappingValue, textOf, type Value } from "../values/value";
import { whereabouts } from "./elsewhere";
import type { Reading, ReadingContext } from "./layer";
import { folderOf, resolvePath } from "./paths";
import type { ProjectProblem } from "./problem";
import { shortenedWay } from "./shortenedWay";

/** The services of one YAML document in one surrounding, and what is known of them with what they extend. */
interface Scope {
  readonly file: FileId;
  readonly services: ReadonlyMap<string, Value>;
  readonly context: ReadingContext;
  readonly extended: Map<string, Value>;
  /** Services that extend more than is taken over. */
  readonly cut: Set<string>;
  /** Where a service extends itself through others. */
  readonly circles: Map<string, Circle>;
}

/** A service on the way from one that extends to what it is made of in the end. */
interface Link {
  readonly scope: Scope;
  readonly name: string;
  readonly service: MappingValue;
  /** Its `extends`. */
  readonly wanted: Value;
}

/** Services that extend each other in a circle, and where in it one of them stands. */
interface Circle {
  readonly links: readonly Link[];
  readonly at: number;
}

/** Where a chain goes on: a service that is there, mapping or not. */
type Next = Pick<Link, "scope" | "name"> | undefined;

/**
 * Follows `extends` for the services of one reading: the base lies below the service, wherever it stands, and what the
 * service resets or overrides is taken from the base. An extended file's `include` is not read. Each service is followed
 * once, whoever extends it, and from link to link without nesting, so that a chain costs its length.
 * Source: compose-go loader/extends.go.
 */
export class Extender {
  private readonly scopes = new Map<ReadonlyMap<string, Value>, Scope[]>();

  constructor(private readonly reading: Reading) {}

  /** Every service of a document with what it extends. */
  *all(file: FileId, services: ReadonlyMap<string, Value>, context: ReadingContext): Steps<ReadonlyMap<string, Value>> {
    if (!this.reading.anyExtends(services)) return services;
    const scope = this.scope(file, services, context);
    const all = new Map<string, Value>();
    for (const name of services.keys()) {
      const service = yield* this.extended(scope, name);
      if (service !== undefined) all.set(name, service);
      const circle = scope.circles.get(name);
      if (circle !== undefined) this.reportCircle(circle);
    }
    return all;
  }

  private scope(file: FileId, services: ReadonlyMap<string, Value>, context: ReadingContext): Scope {
    const known = this.scopes.get(services) ?? [];
    this.scopes.set(services, known);
    let scope = known.find(
      (each) => each.context.folder === context.folder && each.context.variables === context.variables,
    );
    if (scope === undefined) {
      scope = { file, services, context, extended: new Map(), cut: new Set(), circles: new Map() };
      known.push(scope);
    }
    return scope;
  }

  private *extended(scope: Scope, name: string): Steps<Value | undefined> {
    const chain: Link[] = [];
    const open = new Map<Scope, Map<string, number>>();
    let below: Value | undefined;
    for (let next: Next = { scope, name }; next !== undefined;) {
      const { scope: at, name: called }: NonNullable<Next> = next;
      if (at.cut.has(called)) {
        cutOff(chain);
        return undefined;
      }
      below = at.extended.get(called);
      if (below !== undefined) break;
      const service = at.services.get(called);
      const wanted = service?.kind === "mapping" ? service.entries.get("extends") : undefined;
      below = service;
      if (service?.kind !== "mapping" || wanted === undefined) break;
      below = undefined;
      const met = open.get(at) ?? new Map<string, number>();
      open.set(at, met);
      const again = met.get(called);
      if (again !== undefined) {
        this.closeCircle(chain.slice(again), scope);
        break;
      }
      met.set(called, chain.length);
      const link: Link = { scope: at, name: called, service, wanted };
      chain.push(link);
      next = yield* this.base(link);
    }
    const upwards = chain.reverse();
    for (const [index, link] of upwards.entries()) {
      if (below !== undefined && !this.reading.mayTakeOver(below, nameOf(link.wanted))) {
        cutOff(upwards.slice(index));
        return undefined;
      }
      below = this.joined(link, below);
      link.scope.extended.set(link.name, below);
      yield pause;
    }
    return below;
  }

  /** What is read as a whole tells of each of its services; a circle that lies elsewhere is told of once. */
  private closeCircle(links: readonly Link[], whole: Scope): void {
    links.forEach(({ scope, name }, at) => scope.circles.set(name, { links, at }));
    if (links.every(({ scope }) => scope !== whole)) this.reportCircle({ links, at: 0 });
  }

  private reportCircle({ links, at }: Circle): void {
    const first = links[at];
    if (first === undefined) return;
    const nameAt = (step: number): string => links[(at + step) % links.length]?.name ?? "";
    const names = shortenedWay(links.length + 1, nameAt);
    const message = `Circular reference: ${names.join(" -> ")}`;
    this.reading.report({ kind: "extends-cycle", message, at: nameOf(first.wanted) });
  }

  private joined({ service, wanted }: Link, base: Value | undefined): Value {
    const own = this.reading.derived(service, withoutExtends);
    if (base === undefined) return own;
    const below = this.reading.reachedBy(base, { kind: "extends", at: wanted.at.node });
    // Compose calls whatever extends another one `x` when it joins the two (compose-go override/extends.go).
    const merged = this.reading.merge(below, own, ["services", "x"]) ?? own;
    return merged.kind === "mapping" && merged.entries.has("extends")
      ? this.reading.derived(merged, withoutExtends)
      : merged;
  }

  private *base(link: Link): Steps<Next> {
    const { scope, wanted } = link;
    const reference = textOf(wanted) ?? textOf(entriesOf(wanted).get("service"));
    const fileValue = entriesOf(wanted).get("file");
    const fileName = textOf(fileValue);
    // A name that depends on a variable is not known; nothing is then said of the base.
    if (reference === undefined || (fileValue !== undefined && fileName === undefined)) {
      this.reading.unknownPart({ at: wanted.at.node, by: "extends", reason: "not known" });
      return undefined;
    }
    if (fileName === undefined) {
      const named = scope.services.get(reference);
      if (named === undefined) this.reportUnknown(link, reference, scope.file);
      // Before Compose 5.1.2 what a file includes came after.
      else if (named.at.via.has("include") && this.reading.version === undefined) {
        this.reportUnknown(link, reference, scope.file, { before: "5.1.2" });
      }
      if (named !== undefined) return { scope, name: reference };
      return undefined;
    }
    const file = resolvePath(scope.context.folder, fileName);
    const where = whereabouts(fileName);
    const at = fileValue?.at.node ?? wanted.at.node;
    if (where === "elsewhere") this.reading.unknownPart({ at, by: "extends", reason: "elsewhere" });
    if (where === "nowhere") this.reading.reportNowhere(file, at);
    if (where !== "disk") return undefined;
    const document = yield* this.reading.open(file, { by: "extends", at });
    if (document === undefined) return undefined;
    const context: ReadingContext = { ...scope.context, folder: folderOf(file) };
    for (const root of document.roots) {
      const services = yield* this.reading.section(document, root, "services", context);
      if (services.has(reference)) return { scope: this.scope(file, services, context), name: reference };
    }
    this.reportUnknown(link, reference, file);
    return undefined;
  }

  private reportUnknown(
    { name, wanted }: Link,
    reference: string,
    file: FileId,
    more: Pick<ProjectProblem, "before"> = {},
  ): void {
    this.reading.report({
      ...more,
      kind: "extends-unknown-service",
      message: `cannot extend service "${name}" in ${file}: service "${reference}" not found`,
      at: nameOf(wanted),
    });
  }
}

/** Where `extends` names its service, in the short form or the long one. */
function nameOf(wanted: Value): Node {
  return entriesOf(wanted).get("service")?.at.node ?? wanted.at.node;
}

/** Without all that it extends a service would be another one: it is not known, and neither is what extends it. */
function cutOff(links: readonly Link[]): void {
  for (const { scope, name } of links) scope.cut.add(name);
}

function withoutExtends(service: MappingValue): MappingValue {
  const entries = new Map(service.entries);
  entries.delete("extends");
  return { ...service, entries };
}
