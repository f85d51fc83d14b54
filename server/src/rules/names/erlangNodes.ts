import type { Assignment } from "../../compose/model/attributes";
import { collectFromServices } from "../../compose/model/collectFromServices";
import type { Service } from "../../compose/model/service";
import { placeIn } from "../../compose/values/placeIn";
import type { Origin } from "../../compose/values/value";
import type { Place } from "../../compose/syntax/node";

/** The host in the name of an Erlang node, `rabbit@host`, which every node of a cluster has to resolve. */
export interface ErlangNode {
  readonly service: Service;
  readonly host: string;
  readonly at: Place;
}

const node = /(?<![\w.-])[a-z_]\w{0,63}@([a-z][\w-]{0,62})(?![\w.@-])/gi;
const nodeVariable = /^RABBITMQ_(?:NODENAME|NODE_NAME|CLUSTER_NODE_NAME|CLUSTER_NODES)$/;
/** Variables of images that join a cluster when they start. */
const hostVariable = /^(?:RABBITMQ_)?(?:CLUSTER_WITH|CLUSTERED_WITH|JOIN_CLUSTER_HOST|CLUSTER_JOIN_HOST)$/;
const joins = /\bjoin_cluster\b|\bclassic_config\.nodes\b/;

/** The nodes of RabbitMQ that services name: their own, and those that they join. */
export const erlangNodes = collectFromServices((service): ErlangNode[] => {
  const found: ErlangNode[] = [];
  for (const each of service.environment) found.push(...inVariable(service, each));
  found.push(...inCommand(service));
  for (const { value, at } of service.configs) if (joins.test(value)) found.push(...nodesIn(service, value, at));
  return found;
});

function inVariable(service: Service, { key, value = "", at }: Assignment): readonly ErlangNode[] {
  if (nodeVariable.test(key)) return nodesIn(service, value, at);
  if (!hostVariable.test(key) || !/^[a-z][\w-]{0,62}$/i.test(value)) return none;
  return [{ service, host: value, at: placeIn(value, at, 0, value.length).at }];
}

/** Of nearly all variables and commands. */
const none: readonly never[] = [];

function inCommand(service: Service): readonly ErlangNode[] {
  if (service.entrypoint.length + service.command.length === 0) return none;
  const words = [...service.entrypoint, ...service.command];
  if (!words.some(({ value }) => joins.test(value))) return [];
  return words.flatMap(({ value, at }) => nodesIn(service, value, at));
}

function nodesIn(service: Service, text: string, origin: Origin): ErlangNode[] {
  return [...text.matchAll(node)].map((match) => {
    const host = match[1] ?? "";
    const end = match.index + match[0].length;
    return { service, host, at: placeIn(text, origin, end - host.length, end).at };
  });
}
