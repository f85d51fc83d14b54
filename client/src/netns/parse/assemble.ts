import type { Attachment } from "../../docker/inventory/container";
import { sanitize } from "../../docker/sanitize";
import { parseIpJson } from "./ipJson";
import { parseIpText } from "./ipText";
import { withLinkNames } from "./linkNames";
import type { Dns, Interface, ListeningSocket, Namespace, Route, Texts, KnownField, Way } from "../model";
import { parseProcNet, unknownInterface, type NetworkFile } from "./procNet";
import { parseProcRoutes } from "./procRoutes";
import { parsePrograms } from "./programsInside";
import { parseProcSockets, socketFiles } from "./procSockets";
import { parseResolvConf } from "./resolvConf";
import { parseRouteJson } from "./routeJson";
import { parseRouteText } from "./routeText";
import { lowerOf, parseSysfs, type SysfsInterface } from "./sysfs";

/** The names under which texts are kept, beside `/proc/net/...`. */
export const source = {
  addressJson: "ip -j addr",
  addressText: "ip addr",
  routeJson: "ip -j route",
  routeText: "ip route",
  route6Json: "ip -6 -j route",
  route6Text: "ip -6 route",
  resolvConf: "/etc/resolv.conf",
  identity: "/proc/self/ns/net",
  sysfs: "/sys/class/net/",
  descriptors: "ls -l /proc/*/fd",
  processNames: "head -n 1 /proc/*/comm /proc/*/cmdline",
} as const;

type Fact = Exclude<KnownField, "addressFlags" | "lifetimes" | `route${string}`>;

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

/**
 * The namespace that these texts tell of, whichever way they were got: `ip` where there is any of it, sysfs and
 * /proc/net for what that leaves open, the engine's account of MAC addresses last. Pure; never throws. Undefined where
 * no text names an interface.
 */
export function namespaceFrom(
  texts: Texts,
  ways: readonly Way[],
  attachments: readonly Attachment[] = [],
): Namespace | undefined {
  const links = linksFrom(texts);
  if (links === undefined) return undefined;
  const routes = routesFrom(texts);
  const identity = /net:\[\d+\]/u.exec(texts.get(source.identity) ?? "")?.[0];
  return {
    interfaces: withMacAddresses(links.interfaces, attachments),
    routes: routes.routes,
    dns: dnsFrom(texts),
    sockets: socketsFrom(texts),
    identity,
    told: new Set([...links.told, ...routes.told]),
    ways,
    texts,
  };
}

/** The DNS settings among these texts. */
export function dnsFrom(texts: Texts): Dns | undefined {
  const text = texts.get(source.resolvConf);
  return text === undefined ? undefined : parseResolvConf(text);
}

interface Links {
  readonly interfaces: readonly Interface[];
  readonly told: ReadonlySet<KnownField>;
  /** It tells an interface of this namespace from one of another. */
  readonly ofIproute2: boolean;
}

function linksFrom(texts: Texts): Links | undefined {
  const proc = parseProcNet(procNetOf(texts));
  const json = parseIpJson(texts.get(source.addressJson) ?? "");
  const text = texts.get(source.addressText) ?? "";
  const fromText = json === undefined || json.length === 0 ? parseIpText(text) : undefined;
  const busybox = fromText !== undefined && !/^\d+: .* state \S+/mu.test(text);
  const base = json?.length ? json : (fromText ?? proc);
  if (base === undefined) return undefined;
  const told = new Set<KnownField>();
  if (base !== proc) {
    for (const fact of everyFact) if (!busybox || !notOfBusybox.has(fact)) told.add(fact);
    told.add("addressFlags").add("lifetimes");
  } else if (base.every(({ index, name }) => index !== undefined || name === unknownInterface)) told.add("index");
  const withCounters = base.map((entry) => ({
    ...entry,
    counters: proc?.find(({ name }) => name === entry.name)?.counters,
  }));
  if (proc !== undefined) told.add("counters");
  return withSysfs(
    { interfaces: withCounters, told, ofIproute2: base === json || (base === fromText && !busybox) },
    texts,
  );
}

/**
 * Adds what sysfs tells. A container may see another namespace's sysfs (`-v /sys:/sys` is usual for monitoring), so it
 * counts only where it has the same names and indexes, all of them known.
 */
function withSysfs({ interfaces, told, ofIproute2 }: Links, texts: Texts): Links {
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
    return { interfaces: ofIproute2 ? interfaces : withLinkNames(interfaces, new Map()), told, ofIproute2 };
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
    told: new Set([...told, ...more]),
    ofIproute2,
  };
}

function routesFrom(texts: Texts): { routes: Route[] | undefined; told: KnownField[] } {
  const told: KnownField[] = ["routeScope", "routeProtocol", "routeSource", "routeFlags", "routePreference"];
  const json = [
    parseRouteJson(texts.get(source.routeJson) ?? "", "inet"),
    parseRouteJson(texts.get(source.route6Json) ?? "", "inet6"),
  ];
  const text = texts.get(source.routeText);
  if (json[0] !== undefined) return { routes: [...json[0], ...(json[1] ?? [])], told };
  if (text !== undefined) {
    const routes = [...parseRouteText(text, "inet"), ...parseRouteText(texts.get(source.route6Text) ?? "", "inet6")];
    // Busybox leaves out who made a route.
    const busybox = !routes.some(({ protocol }) => protocol !== undefined);
    return { routes, told: busybox ? ["routeScope", "routeSource"] : told };
  }
  const { route, ipv6_route: ipv6Route } = procNetOf(texts);
  if (route === undefined) return { routes: undefined, told: [] };
  return { routes: parseProcRoutes(route, ipv6Route ?? ""), told: ["routeScope"] };
}

function socketsFrom(texts: Texts): ListeningSocket[] | undefined {
  const files = socketFiles.map((name): [string, string | undefined] => [name, texts.get(`/proc/net/${name}`)]);
  if (files.every(([, text]) => text === undefined)) return undefined;
  const programs = parsePrograms(texts.get(source.descriptors) ?? "", texts.get(source.processNames) ?? "");
  return parseProcSockets(Object.fromEntries(files)).map((socket) => {
    const program = programs.get(socket.inode ?? "");
    return program === undefined ? socket : { ...socket, owner: { program, containers: [] } };
  });
}

function procNetOf(texts: Texts): Partial<Record<NetworkFile, string>> {
  const found: Partial<Record<string, string>> = {};
  for (const [key, text] of texts) {
    if (key.startsWith("/proc/net/")) found[key.slice("/proc/net/".length)] = text;
  }
  return found;
}

/** Adds the MAC addresses that the engine knows: an interface is found by an address that it holds. */
function withMacAddresses(interfaces: readonly Interface[], attachments: readonly Attachment[]): Interface[] {
  return interfaces.map((entry) => {
    const held = new Set(entry.addresses.map(({ address }) => address));
    const own = attachments.find(({ address, address6 }) => held.has(address ?? "-") || held.has(address6 ?? "-"));
    if (entry.mac !== undefined || own?.mac === undefined) return entry;
    return { ...entry, linkType: entry.linkType ?? "ether", mac: own.mac };
  });
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Partial<T>;
}
