import { readNetworkMode } from "../../compose/model/networkMode";
import type { Node, Place, ScalarNode } from "../../compose/syntax/node";
import { partOf } from "../../compose/values/placeIn";
import { networkFlag, networkLabel, networkVariable } from "../../network/dns/networkNames";
import type { Path } from "./path";
import type { Named, Subject } from "./subject";

/** A subject, and the word that stands for it, without quotes. */
export interface Token {
  readonly subject: Subject;
  readonly at: Place;
}

/** Keys of a service that are about networking and have no subject of their own. */
const serviceKeys = new Set(
  "ports expose networks links external_links extra_hosts dns dns_search dns_opt domainname mac_address sysctls".split(
    " ",
  ),
);
const attachmentKeys = new Set(
  "aliases ipv4_address ipv6_address link_local_ips mac_address gw_priority priority interface_name driver_opts".split(
    " ",
  ),
);
const networkKeys = new Set(
  "driver driver_opts external internal attachable enable_ipv4 enable_ipv6 ipam name labels".split(" "),
);
const namespaces = new Set(["network_mode", "ipc", "pid", "uts", "cgroup"]);

/** What the words of a key mean, by the path of its entry. */
export function tokensOfKey(path: Path, key: ScalarNode): Token[] {
  const [section, name, attribute, entry, setting] = path;
  const whole = (subject: Subject): Token[] => [{ subject, at: bare(key) }];
  if (section === "networks" && typeof name === "string") {
    if (path.length === 2) return whole({ kind: "network", name, role: "definition", attribute: "networks" });
    return path.length === 3 && networkKeys.has(key.text) ? whole({ kind: "key", key: key.text, of: "network" }) : [];
  }
  if (section !== "services" || typeof name !== "string") {
    const isSection = path.length === 1 && (section === "networks" || section === "services");
    return isSection ? whole({ kind: "key", key: section, of: "project" }) : [];
  }
  if (path.length === 2) return whole({ kind: "service", name, role: "definition", attribute: "services" });
  if (path.length === 3) {
    if (attribute === "network_mode") return whole({ kind: "mode-key" });
    return serviceKeys.has(key.text) ? whole({ kind: "key", key: key.text, of: "service" }) : [];
  }
  if (attribute === "networks" && typeof entry === "string") {
    if (path.length === 4) return whole({ kind: "network", name: entry, role: "reference", attribute });
    const isSetting = path.length === 5 && attachmentKeys.has(String(setting));
    return isSetting ? whole({ kind: "key", key: `networks.${setting}`, of: "service" }) : [];
  }
  if (attribute === "depends_on" && path.length === 4) {
    return whole({ kind: "service", name: key.text, role: "reference", attribute });
  }
  const item = attribute === "ports" && path.length === 5 ? itemOf(key) : undefined;
  return item === undefined ? [] : whole({ kind: "port", attribute: "ports", item, key: key.text });
}

/**
 * What the words of a value mean, by its path. Words with variables are not known by name. `shownAt` is the alias that
 * stands for the value, where that is what one looks at.
 */
export function tokensOfValue(path: Path, value: ScalarNode, shownAt?: Node): Token[] {
  const tokens = path[0] === "services" ? inService(path.slice(2), value) : outside(path, value);
  return tokens.flatMap(({ subject, start, end }) => {
    const at =
      shownAt ?? (start === 0 && end === value.text.length ? bare(value) : partOf(value, value.text, start, end));
    return at === undefined ? [] : [{ subject, at }];
  });
}

/** A subject between two offsets in the value's text. */
interface Part {
  readonly subject: Subject;
  readonly start: number;
  readonly end: number;
}

function outside(path: Path, value: ScalarNode): Part[] {
  const isInclude = path[0] === "include" && (path.length === 2 || path[2] === "path");
  if (isInclude) return whole(value, { kind: "file", path: value.text, attribute: "include" });
  if (path[0] === "include" && path[2] === "env_file") {
    return whole(value, { kind: "file", path: value.text, attribute: "env_file" });
  }
  const isRealName = path[0] === "networks" && path.length === 3 && path[2] === "name";
  return isRealName
    ? named(value, { kind: "engine-network", name: value.text, role: "definition", attribute: "name" })
    : [];
}

function inService(path: Path, value: ScalarNode): Part[] {
  const { text } = value;
  const [attribute, first, second] = path;
  if (typeof attribute !== "string") return [];
  if (namespaces.has(attribute) && path.length === 1) return inMode(attribute, value);
  switch (attribute) {
    case "container_name":
      return named(value, { kind: "container", name: text, role: "definition", attribute });
    case "hostname":
      return named(value, { kind: "hostname", name: text, attribute });
    case "ports":
      return inPorts(path, value);
    case "expose":
      return path.length === 2 ? whole(value, { kind: "port", attribute, item: value }) : [];
    case "networks":
      return inNetworks(path, value);
    case "depends_on":
      return path.length === 2 && typeof first === "number"
        ? named(value, { kind: "service", name: text, role: "reference", attribute })
        : [];
    case "links":
      return path.length === 2 ? inLink(value) : [];
    case "external_links":
      return path.length === 2
        ? part(value, 0, { kind: "container", name: head(text), role: "reference", attribute })
        : [];
    case "volumes_from":
      return path.length === 2 ? inVolumesFrom(value) : [];
    case "extends":
      return inExtends(path, value);
    case "build":
      return inBuild(path, value);
    case "env_file":
      return path.length === 1 || path.length === 2 || second === "path"
        ? whole(value, { kind: "file", path: text, attribute })
        : [];
    default:
      return namesOfNetworks(path, value);
  }
}

function inMode(attribute: string, value: ScalarNode): Part[] {
  const { text } = value;
  const mode: Part[] =
    attribute === "network_mode" && !text.includes("$")
      ? whole(value, { kind: "mode", mode: readNetworkMode(text) })
      : [];
  const behind = text.slice(text.indexOf(":") + 1);
  const at = text.length - behind.length;
  if (text.startsWith("service:")) {
    return [...part(value, at, { kind: "service", name: behind, role: "reference", attribute }), ...mode];
  }
  if (text.startsWith("container:")) {
    return [...part(value, at, { kind: "container", name: behind, role: "reference", attribute }), ...mode];
  }
  const network = mode.length === 0 ? undefined : readNetworkMode(text);
  if (network?.kind !== "network") return mode;
  return [...mode, ...whole(value, { kind: "engine-network", name: text, role: "reference", attribute })];
}

/** Source: compose-spec build.md (network, additional_contexts). */
function inBuild([, setting, context, ...rest]: Path, value: ScalarNode): Part[] {
  const { text } = value;
  if (setting === "network" && context === undefined) {
    const isNetwork = readNetworkMode(text).kind === "network";
    return isNetwork ? named(value, { kind: "engine-network", name: text, role: "reference", attribute: "build" }) : [];
  }
  if (setting !== "additional_contexts" || context === undefined || rest.length > 0) return [];
  const at = typeof context === "number" ? text.indexOf("=") + 1 : 0;
  if (!text.startsWith("service:", at)) return [];
  const name = text.slice(at + "service:".length);
  return part(value, text.length - name.length, { kind: "service", name, role: "reference", attribute: "build" });
}

function inPorts(path: Path, value: ScalarNode): Part[] {
  if (path.length === 2) return whole(value, { kind: "port", attribute: "ports", item: value });
  const item = itemOf(value);
  return item === undefined ? [] : whole(value, { kind: "port", attribute: "ports", item, key: String(path[2]) });
}

function inNetworks(path: Path, value: ScalarNode): Part[] {
  const [, network, setting] = path;
  const { text } = value;
  if (path.length === 2 && typeof network === "number") {
    return named(value, { kind: "network", name: text, role: "reference", attribute: "networks" });
  }
  if (typeof network !== "string") return [];
  if (setting === "aliases" && path.length === 4) {
    return named(value, { kind: "alias", name: text, attribute: "networks", network });
  }
  if (setting !== "ipv4_address" && setting !== "ipv6_address") return [];
  return named(value, { kind: "address", text, network, family: setting === "ipv4_address" ? "ipv4" : "ipv6" });
}

function inLink(value: ScalarNode): Part[] {
  const service = head(value.text);
  const alias = value.text.slice(service.length + 1);
  return [
    ...part(value, 0, { kind: "service", name: service, role: "reference", attribute: "links" }),
    ...(alias === "" ? [] : part(value, service.length + 1, { kind: "alias", name: alias, attribute: "links" })),
  ];
}

function inVolumesFrom(value: ScalarNode): Part[] {
  const attribute = "volumes_from";
  if (!value.text.startsWith("container:")) {
    return part(value, 0, { kind: "service", name: head(value.text), role: "reference", attribute });
  }
  const name = head(value.text.slice("container:".length));
  return part(value, "container:".length, { kind: "container", name, role: "reference", attribute });
}

function inExtends(path: Path, value: ScalarNode): Part[] {
  const attribute = "extends";
  if (path.length === 2 && path[1] === "file") return whole(value, { kind: "file", path: value.text, attribute });
  if (path.length === 2 && path[1] !== "service") return [];
  const file = path.length === 2 ? siblingText(value, "file") : undefined;
  const elsewhere = file === undefined ? {} : { file };
  return named(value, { kind: "service", name: value.text, role: "reference", attribute, ...elsewhere });
}

/** Labels, variables and options in which a proxy is told a network. */
function namesOfNetworks(path: Path, value: ScalarNode): Part[] {
  const [attribute = "", entry] = path;
  if (typeof attribute !== "string") return [];
  const subject = (name: string): Named => ({ kind: "engine-network", name, role: "reference", attribute });
  if (attribute === "command" || attribute === "entrypoint") {
    const name = networkFlag.exec(value.text)?.[1];
    return name === undefined ? [] : part(value, value.text.length - name.length, subject(name));
  }
  const keys = attribute === "labels" ? networkLabel : attribute === "environment" ? networkVariable : undefined;
  if (keys === undefined || path.length !== 2) return [];
  if (typeof entry === "string") return keys.test(entry) ? named(value, subject(value.text)) : [];
  const sign = value.text.indexOf("=");
  const isOne = sign > 0 && keys.test(value.text.slice(0, sign));
  return isOne ? part(value, sign + 1, subject(value.text.slice(sign + 1))) : [];
}

/** The whole text, unless nothing stands there. */
function whole({ text }: ScalarNode, subject: Subject): Part[] {
  return text === "" ? [] : [{ subject, start: 0, end: text.length }];
}

/** The whole text as a name, which none is with variables. */
function named(value: ScalarNode, subject: Subject): Part[] {
  return value.text.includes("$") ? [] : whole(value, subject);
}

/** A name from an offset on. */
function part(value: ScalarNode, start: number, subject: Named): Part[] {
  const { name } = subject;
  if (start + name.length > value.text.length) return [];
  return name === "" || name.includes("$") ? [] : [{ subject, start, end: start + name.length }];
}

function head(text: string): string {
  return text.split(":", 1)[0] ?? text;
}

/** The item of the list that a scalar in a mapping stands in. */
function itemOf({ parent }: ScalarNode): Node | undefined {
  const map = parent?.kind === "pair" ? parent.parent : undefined;
  return map?.parent?.kind === "sequence" ? map : undefined;
}

function siblingText({ parent }: ScalarNode, key: string): string | undefined {
  const map = parent?.kind === "pair" ? parent.parent : undefined;
  const value = map?.pairs.find((pair) => pair.key.text === key)?.value;
  return value?.kind === "scalar" && value.text !== "" ? value.text : undefined;
}

/** A scalar without its quotes. */
function bare(node: ScalarNode): Place {
  const quote = node.style === "double-quoted" || node.style === "single-quoted" ? 1 : 0;
  const end = Math.max(node.start + quote, node.end - quote);
  return { chunk: node.chunk, start: node.start + quote, end };
}
