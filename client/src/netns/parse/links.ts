import { sanitize } from "../../docker/sanitize";
import type { Interface, KnownField, Texts } from "../model";
import { source } from "../source";
import { parseIpJson } from "./ipJson";
import { parseIpText } from "./ipText";
import { withLinkNames } from "./linkNames";
import { parseProcNet, unknownInterface } from "./procNet";
import { procNetOf } from "./procNetSplit";
import { lowerOf, parseSysfs, type SysfsInterface } from "./sysfs";

type Fact = keyof Omit<Interface, "name" | "addresses">;

const everyFact: readonly Fact[] = [
  "index",
  "link",
  "flags",
  "mtu",
  "qdisc",
  "master",
  "state",
  "group",
  "queueLength",
  "linkType",
  "mac",
  "broadcastMac",
  "linkNamespace",
  "alternativeNames",
];
const notOfBusybox = new Set<Fact>(["state", "group", "linkNamespace", "alternativeNames"]);
const notOfSysfs = new Set<Fact>(["qdisc", "linkNamespace", "alternativeNames"]);

/** Interfaces, and what the texts were able to tell of them. */
export interface Links {
  readonly interfaces: readonly Interface[];
  readonly knownFields: ReadonlySet<KnownField>;
  /** It tells an interface of this namespace from one of another. */
  readonly ofIproute2: boolean;
}

/**
 * The interfaces and addresses that these texts tell of: `ip` where there is any of it, sysfs and /proc/net for what that
 * leaves open. Undefined where no text names an interface. Never throws.
 */
export function linksFrom(texts: Texts): Links | undefined {
  const proc = parseProcNet(procNetOf(texts));
  const json = parseIpJson(texts.get(source.addressJson) ?? "");
  const text = texts.get(source.addressText) ?? "";
  const fromText = json === undefined || json.length === 0 ? parseIpText(text) : undefined;
  const busybox = fromText !== undefined && !/^\d+: .* state \S+/mu.test(text);
  const base = json?.length ? json : (fromText ?? proc);
  if (base === undefined) return undefined;
  const knownFields = new Set<KnownField>();
  if (base !== proc) {
    for (const fact of everyFact) if (!busybox || !notOfBusybox.has(fact)) knownFields.add(fact);
    knownFields.add("addressFlags").add("lifetimes");
  } else if (base.every(({ index, name }) => index !== undefined || name === unknownInterface))
    knownFields.add("index");
  const withCounters = base.map((entry) => ({
    ...entry,
    counters: proc?.find(({ name }) => name === entry.name)?.counters,
  }));
  if (proc !== undefined) knownFields.add("counters");
  return withSysfs(
    { interfaces: withCounters, knownFields, ofIproute2: base === json || (base === fromText && !busybox) },
    texts,
  );
}

/**
 * Adds what sysfs tells. A container may see another namespace's sysfs (`-v /sys:/sys` is usual for monitoring), so it
 * counts only where it has the same names and indexes, all of them known.
 */
function withSysfs({ interfaces, knownFields, ofIproute2 }: Links, texts: Texts): Links {
  const found = new Map<string, SysfsInterface>();
  const lower = new Map<string, string[]>();
  for (const [key, text] of texts) {
    if (!key.startsWith(source.sysfs)) continue;
    const name = sanitize(key.slice(source.sysfs.length), 64);
    found.set(name, parseSysfs(text));
    lower.set(name, lowerOf(text));
  }
  const named = interfaces.filter(({ name }) => name !== unknownInterface);
  const same =
    found.size === named.length &&
    named.every(({ name, index }) => {
      const seen = found.get(name);
      return seen !== undefined && seen.index === index;
    });
  if (!same || found.size === 0) {
    return { interfaces: ofIproute2 ? interfaces : withLinkNames(interfaces, new Map()), knownFields, ofIproute2 };
  }
  const nameOf = new Map([...found].map(([name, { index }]) => [index, name]));
  const filled = interfaces.map((entry): Interface => {
    const { masterIndex, ...seen } = found.get(entry.name) ?? {};
    const master = masterIndex === undefined ? undefined : nameOf.get(masterIndex);
    return {
      ...withoutUndefined({ ...seen, master }),
      ...withoutUndefined(entry),
      name: entry.name,
      addresses: entry.addresses,
    };
  });
  const more = everyFact.filter((fact) => !notOfSysfs.has(fact));
  const sorted = filled.sort((a, b) => (a.index ?? Number.MAX_SAFE_INTEGER) - (b.index ?? Number.MAX_SAFE_INTEGER));
  return {
    interfaces: ofIproute2 ? sorted : withLinkNames(sorted, lower),
    knownFields: new Set([...knownFields, ...more]),
    ofIproute2,
  };
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Partial<T>;
}
