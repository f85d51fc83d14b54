import { interpolate, variablesIn } from "../../compose/interpolation/template";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import type { FileId, Node } from "../../compose/syntax/node";
import { networkOf } from "../../network/networkOf";
import { FreePorts } from "../../network/ports/freePorts";
import { knownPorts } from "../../network/ports/knownPorts";
import type { LiveHost } from "../../../../shared/protocol";
import type { Offer } from "../complete/offer";
import { freeHostPort, portsOfOthers, publishes } from "../complete/ports";
import type { DocumentOf } from "../symbols/symbols";
import { type Use, usesOf } from "./uses";

/** Ports of the host that are free, for a variable by which services publish theirs: `"${PORT}:80"`. */
export function hostPortOffers(
  key: string,
  file: FileId,
  project: Project,
  documentOf: DocumentOf,
  live: LiveHost,
): Offer[] {
  const network = networkOf(project);
  const uses = [...usesOf(key, file, project, documentOf)].filter(({ path }) => path[2] === "ports");
  const items = new Set<Node | undefined>(uses.flatMap(({ node }) => [node, longForm(node)]));
  // What the variable gives now is about to be written anew.
  const free = new FreePorts(network, portsOfOthers(live, project), (at) => items.has(at.node));
  return uses.flatMap((use) =>
    use.services.flatMap((service) => {
      if (!publishes({ service, network })) return [];
      return insideOf(use, key, service).flatMap((inside) => {
        const port = free.for(inside);
        return port === undefined ? [] : [freeHostPort(port, service.name, live)];
      });
    }),
  );
}

/** The item of `ports` in the long form that has a value. */
function longForm({ parent }: Node): Node | undefined {
  return parent?.kind === "pair" ? parent.parent : undefined;
}

/** An address of the host and its colon, or nothing. */
const before = /^(?:\d{1,3}(?:\.\d{1,3}){3}:|\[[\da-fA-F:]+\]:)?$/;

/** The ports of the container that get a port of the host by a variable; none where it gives something else. */
function insideOf({ node, path, lookup }: Use, key: string, service: Service): number[] {
  const [variable, ...more] = variablesIn(node.text).filter(({ name }) => name === key);
  // One that gives the port of the container too does not only choose one of the host.
  if (variable === undefined || more.length > 0) return [];
  const [head, tail] = [node.text.slice(0, variable.start), node.text.slice(variable.end)];
  if (path.length === 5) return path[4] === "published" && head + tail === "" ? longTarget(node, service) : [];
  if (path.length !== 4 || !before.test(head) || !tail.startsWith(":")) return [];
  const inside = interpolate(tail.slice(1), lookup);
  const [, digits] = inside.kind === "text" ? (/^(\d{1,5})(?:\/(?:tcp|udp|sctp))?$/.exec(inside.text) ?? []) : [];
  return digits === undefined ? [] : [Number(digits)];
}

function longTarget(node: Node, service: Service): number[] {
  const item = longForm(node);
  const target =
    item?.kind === "mapping" ? item.pairs.findLast((pair) => pair.key.text === "target")?.value : undefined;
  if (target?.kind === "scalar" && /^\d{1,5}$/.test(target.text)) return [Number(target.text)];
  return target === undefined ? knownPorts({ ...service, ports: undefined }).map(({ port }) => port) : [];
}
