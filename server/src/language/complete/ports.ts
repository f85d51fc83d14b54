import { say, type Text } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { FreePorts } from "../../network/ports/freePorts";
import { type KnownPort, knownPorts } from "../../network/ports/knownPorts";
import type { LiveHost } from "../../../../shared/protocol";
import type { Completion, Offer, Wanted } from "./offer";
import { isIn, serviceNameAt } from "./offer";
import type { Spot } from "./spot";
import { valueAt, writesAt } from "./written";

/** Items of `ports`: the ports on which a service is known to listen, with a port of the host that is free. */
export const ports: Completion = {
  isFor: (spot) => (isIn(spot, "ports") && spot.role === "value") || longKey(spot) !== undefined,
  offers: (wanted) => {
    const { service, network, spot, live, project } = wanted;
    if (service === undefined || !publishes(wanted)) return [];
    const free = new FreePorts(network, portsOfOthers(live, project), (at) => writesAt(wanted, at.node));
    const known = knownPorts({ ...service, ports: undefined });
    if (longKey(spot) === "target") return known.map((each) => target(each, service));
    if (longKey(spot) === "published") return published(known, free, wanted);
    const open = known.filter(({ port }) => !isPublished(port, wanted));
    return open.flatMap((each) => shortItems(each, free, wanted));
  },
};

/** The key of the long syntax whose value is written: a port of the host, or of the container. */
function longKey({ path, role, fresh }: Spot): "published" | "target" | undefined {
  const [section, , attribute, , key] = path;
  if (section !== "services" || attribute !== "ports" || path.length !== 5 || role !== "value" || fresh)
    return undefined;
  return key === "published" || key === "target" ? key : undefined;
}

/** The ports that others than a project have. What its own containers have, they leave as soon as the file says another. */
export function portsOfOthers({ ports: taken }: LiveHost, { name }: Project): LiveHost["ports"] {
  return taken.filter(({ project }) => project === undefined || project !== name);
}

/** Whether Docker publishes ports of a service: where a network is shared or absent it does nothing or refuses. */
export function publishes({ service, network }: Pick<Wanted, "service" | "network">): boolean {
  if (service === undefined) return false;
  const { kind, owner } = network.namespaceOf(service);
  return owner === service && (kind === "networks" || kind === "default-bridge" || kind === "engine-network");
}

function isPublished(port: number, wanted: Wanted): boolean {
  return (wanted.service?.ports?.value ?? []).some(
    ({ value: { target: range }, at }) =>
      range !== undefined && range.first <= port && port <= range.last && !writesAt(wanted, at.node),
  );
}

/** `127.0.0.1:`, `[::1]:`, then the port of the host with its colon, or the beginning of it. */
const written = /^(\d{1,3}(?:\.\d{1,3}){3}:|\[[\da-fA-F:]+\]:)?(\d*)(?:(:)\d*)?$/;

function shortItems(known: KnownPort, free: FreePorts, wanted: Wanted): Offer[] {
  const { spot } = wanted;
  const [, address = "", digits = "", colon = ""] = written.exec(spot.typed) ?? [];
  const { port } = known;
  if (colon !== "") return [item(`${address}${digits}:${port}`, Number(digits), known, wanted)];
  const named = Number(digits);
  const next = free.for(port);
  const isWhole = digits.length > 3;
  const chosen = (isWhole || named === port) && free.isFree(named) ? [named] : [];
  const hosts = [...new Set([...(next === undefined || isWhole ? [] : [next]), ...chosen])];
  const addresses = address === "" ? ["", "127.0.0.1:"] : [address];
  return addresses.flatMap((each) => hosts.map((host) => item(`${each}${host}:${port}`, host, known, wanted)));
}

function item(label: string, host: number, { port, from }: KnownPort, { spot, live }: Wanted): Offer {
  const name = serviceNameAt(spot) ?? "";
  const isLoopback = label.startsWith("127.") || label.startsWith("[::1]");
  const isEverywhere = !/^[\d.]+:\d+:|^\[/.test(label);
  const where = isEverywhere
    ? say`on every address of the host, IPv4 and IPv6,`
    : say`on the address ${label.replace(/:\d+:\d+$/, "")} of the host`;
  const who = isLoopback ? say` Only programs on the host itself reach it.` : say` Other machines reach it too.`;
  const now = live.ports.length > 0 ? say` Nothing on the host has it now.` : "";
  return {
    label,
    kind: "port",
    detail: say`port ${port} of ${name}${source(from)}`,
    rank: isEverywhere ? 0 : 1,
    causes: () => say`Docker takes port ${host} ${where} and leads it to port ${port} of ${name}.${who}${now}`,
  };
}

function source(from: KnownPort["from"]): string | Text {
  return from === "image" ? say`, the usual one of its image` : "";
}

function target({ port, from }: KnownPort, { name }: Service): Offer {
  return {
    label: String(port),
    kind: "port",
    isNumber: true,
    detail: say`port ${port} of ${name}${source(from)}`,
    causes: () => say`The port inside the container, on which ${name} listens.`,
  };
}

function published(known: readonly KnownPort[], free: FreePorts, { spot, document, live }: Wanted): Offer[] {
  const beside = valueAt(document, [...spot.path.slice(0, 4), "target"]);
  const stated = beside?.kind === "scalar" ? Number(beside.text) : Number.NaN;
  const inside = stated >= 1 ? [stated] : known.map(({ port }) => port);
  const name = serviceNameAt(spot) ?? "";
  return [...new Set(inside.flatMap((port) => free.for(port) ?? []))].map((port) => freeHostPort(port, name, live));
}

/** A port of the host alone, where nothing else stands. */
export function freeHostPort(port: number, service: string, live: LiveHost): Offer {
  const now = live.ports.length > 0 ? say` Nothing on the host has it now.` : "";
  return {
    label: String(port),
    kind: "port",
    isNumber: true,
    detail: say`a free port of the host`,
    causes: () => say`Docker takes port ${port} of the host for ${service}. Nothing in this project has it.${now}`,
  };
}
