import { type MappingValue, textOf, type Value } from "../values/value";
import { asMapping, asSequence, mappingInPlaceOf } from "./forms";

/** The ways of joining two values that the attributes choose from. */
export interface Joiner {
  readonly plain: (base: Value, over: Value, path: readonly string[]) => Value | undefined;
  readonly mappings: (base: MappingValue, over: MappingValue, path: readonly string[]) => MappingValue;
  readonly append: (base: readonly Value[], over: readonly Value[], at: Value) => Value;
  readonly replace: (base: Value, over: Value) => Value | undefined;
  readonly conflict: (over: Value, path: readonly string[]) => Value | undefined;
}

type AttributeMerge = (joiner: Joiner, base: Value, over: Value, path: readonly string[]) => Value | undefined;

const byReplacing: AttributeMerge = (joiner, base, over) => joiner.replace(base, over);

const bySequence: AttributeMerge = (joiner, base, over) =>
  joiner.append(asSequence(base).items, asSequence(over).items, over);

/** Identical entries appear once. */
const byHosts: AttributeMerge = (joiner, base, over) => {
  const below = asSequence(base).items;
  const known = new Set(below.map((item) => (item.kind === "scalar" ? item.text : undefined)));
  const isNew = (item: Value): boolean => item.kind !== "scalar" || item.text === undefined || !known.has(item.text);
  return joiner.append(below, asSequence(over).items.filter(isNew), over);
};

const byMapping: AttributeMerge = (joiner, base, over, path) => joiner.mappings(asMapping(base), asMapping(over), path);

/** A name of the short form says the condition too, and puts it in the place of another one. */
const byDependency: AttributeMerge = (joiner, base, over, path) => {
  const long = (value: Value): MappingValue =>
    asMapping(value, (item) => mappingInPlaceOf(item, { condition: "service_started", required: "true" }));
  return joiner.mappings(long(base), long(over), path);
};

/** A text is the context. */
const byBuild: AttributeMerge = (joiner, base, over, path) => {
  const long = (value: Value): MappingValue =>
    value.kind === "scalar" && !value.isNull
      ? { kind: "mapping", at: value.at, entries: new Map([["context", value]]) }
      : asMapping(value);
  return joiner.mappings(long(base), long(over), path);
};

/** Options of another driver are not joined with. */
const byDriver: AttributeMerge = (joiner, base, over, path) => {
  if (base.kind !== "mapping" || over.kind !== "mapping") return joiner.conflict(over, path);
  const [below, above] = [base, over].map(({ entries }) => entries.get("driver"));
  const isSame = below === undefined || above === undefined || textOf(below) === textOf(above);
  return isSame ? joiner.mappings(base, over, path) : joiner.replace(base, over);
};

/** What another file says has its long form by then, what stands in the same file has not (compose-go transform). */
function onLongForm(longForm: (base: Value) => Value): AttributeMerge {
  return (joiner, base, over, path) => joiner.plain(base.at.file === over.at.file ? base : longForm(base), over, path);
}

/** By their subnets, as Compose does it: what has another subnet takes the place of what is below. */
const bySubnet: AttributeMerge = (joiner, base, over, path) => {
  if (base.kind !== "sequence" || over.kind !== "sequence") return joiner.conflict(over, path);
  const subnetOf = (value: Value): string | undefined =>
    value.kind === "mapping" ? textOf(value.entries.get("subnet")) : undefined;
  const items: MappingValue[] = [];
  for (const original of base.items) {
    let merged = asMapping(original);
    for (const item of over.items) {
      const above = asMapping(item);
      if (subnetOf(above) !== subnetOf(merged) && !items.some((each) => subnetOf(each) === subnetOf(above))) {
        items.push(above);
        continue;
      }
      merged = joiner.mappings(merged, above, path);
      const index = items.findIndex((each) => subnetOf(each) === subnetOf(merged));
      if (index >= 0) items[index] = merged;
      else items.push(merged);
    }
  }
  return joiner.append([], items, over);
};

/**
 * What is not joined in the plain way, as a whole, but for the volumes, which are not read. Source: compose-go 2.9 and 2.13
 * override/merge.go, mergeSpecials; transform/canonical.go for what stands in another file.
 */
const merges: Readonly<Record<string, AttributeMerge>> = {
  "networks.*.ipam.config": bySubnet,
  "networks.*.labels": bySequence,
  "services.*.annotations": bySequence,
  "services.*.build": byBuild,
  "services.*.build.additional_contexts": bySequence,
  "services.*.build.args": bySequence,
  "services.*.build.extra_hosts": byHosts,
  "services.*.build.labels": bySequence,
  "services.*.build.ssh": onLongForm((base) => (base.kind === "sequence" ? asMapping(base) : base)),
  "services.*.command": byReplacing,
  "services.*.depends_on": byDependency,
  "services.*.deploy.labels": bySequence,
  "services.*.dns": bySequence,
  "services.*.dns_opt": bySequence,
  "services.*.dns_search": bySequence,
  "services.*.entrypoint": byReplacing,
  "services.*.env_file": bySequence,
  "services.*.environment": bySequence,
  "services.*.extra_hosts": byHosts,
  "services.*.gpus": onLongForm((base) => (base.kind === "scalar" && !base.isNull ? asSequence(base) : base)),
  "services.*.healthcheck.test": byReplacing,
  "services.*.label_file": bySequence,
  "services.*.labels": bySequence,
  "services.*.logging": byDriver,
  "services.*.models": byMapping,
  "services.*.networks": byMapping,
  "services.*.sysctls": bySequence,
  "services.*.tmpfs": bySequence,
  "services.*.ulimits.*": byReplacing,
};

/** How the values at a path are joined where that is not the plain way. A dot in a name ends it for Compose. */
export function mergeAttribute(path: readonly string[]): AttributeMerge | undefined {
  const [section = "", , attribute, ...inner] = path.some((part) => part.includes("."))
    ? path.join(".").split(".")
    : path;
  if (attribute === undefined) return undefined;
  const names = attribute === "ulimits" && inner.length === 1 ? ["*"] : inner;
  const pattern = [section, "*", attribute, ...names].join(".");
  return Object.hasOwn(merges, pattern) ? merges[pattern] : undefined;
}
