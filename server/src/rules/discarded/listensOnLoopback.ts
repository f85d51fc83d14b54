import { say } from "../../../../shared/text";
import type { PortRange } from "../../compose/model/port";
import type { Service } from "../../compose/model/service";
import { collectFromServices } from "../../compose/model/collectFromServices";
import type { Origin } from "../../compose/values/value";
import type { NetworkModel } from "../../network/model";
import { networkOf } from "../../network/networkOf";
import type { LoopbackListener } from "../../network/ports/loopbackListener";
import { loopbackListeners } from "../../network/ports/loopbackListeners";
import { usualPortsOf } from "../../network/ports/imagePorts";
import type { Finding } from "../../linter/finding";
import { type Fix, fix } from "../../linter/fix";
import { pairOf, writtenInPlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";

/**
 * What listens on 127.0.0.1 of a container's own namespace is refused to everybody outside it, through a publish and from a
 * neighbour alike (engine 28.5, docs/docker-behaviour.md#loopback-listener).
 */
export const listensOnLoopback = defineRule({
  id: "listens-on-loopback",
  severity: "warning",
  title: say`A published program listens on 127.0.0.1 of its container only`,
  perProject: function* (project): Generator<Finding> {
    const network = networkOf(project);
    for (const { service, listener } of listening(project)) {
      const namespace = network.namespaceOf(service);
      if (namespace.kind !== "networks" && namespace.kind !== "default-bridge") continue;
      if (namespace.owner !== service || network.sharersOf(service).length > 0) continue;
      const port = reachedPort(service, listener, network);
      if (port === undefined) continue;
      const { words, evidence, at } = listener;
      yield {
        at: at.node,
        service,
        message: say`${service.name} listens on ${words.includes("::1") ? "::1" : "127.0.0.1"} of its container (\`${words}\`), so nobody outside the container reaches port ${port}. Let it listen on 0.0.0.0.`,
        about: { port },
        related:
          service.ports === undefined
            ? []
            : [
                {
                  at: pairOf(service.ports.at)?.key ?? service.ports.at.node,
                  message: say`${service.name} publishes its ports here`,
                },
              ],
        fixes: () => listenEverywhere(at),
        ...(evidence === "likely" ? { severity: "hint" as const } : {}),
      };
    }
  },
});

/** Where the address is written once, it can be another one. */
function listenEverywhere(at: Origin): Fix[] {
  const { node } = at;
  if (node.kind !== "scalar" || !writtenInPlace(at)) return [];
  const written = node.chunk.text.slice(node.start, node.end);
  const [found, another] = written.matchAll(/(?<![\w.-])(?:127\.0\.0\.1|localhost)(?![\w.-])/g);
  if (found === undefined || another !== undefined) return [];
  const start = node.start + found.index;
  return fix(say`Listen on 0.0.0.0`, { chunk: node.chunk, start, end: start + found[0].length, text: "0.0.0.0" });
}

const listening = collectFromServices((service) =>
  loopbackListeners(service).map((listener) => ({ service, listener })),
);

/** The port that others are meant to reach: one that is published, or that a neighbour calls by the service's name. */
function reachedPort(service: Service, { port }: LoopbackListener, network: NetworkModel): number | undefined {
  const targets = (service.ports?.value ?? []).flatMap(({ value: { target, protocol } }): PortRange[] =>
    target === undefined || protocol === "udp" ? [] : [target],
  );
  const [target] = targets;
  // Where nothing says the port, a single target is the one, else the one that its image usually has.
  if (port === undefined && target !== undefined)
    return targets.length === 1 && target.first === target.last ? target.first : undefined;
  const candidates = port === undefined ? usualPortsOf(service) : [port];
  return candidates.find(
    (each) => targets.some(({ first, last }) => first <= each && each <= last) || isCalled(service, each, network),
  );
}

function isCalled(service: Service, port: number, network: NetworkModel): boolean {
  return network.mentions.some(
    ({ service: caller, mention }) =>
      caller !== service &&
      (mention.port ?? mention.paired?.port ?? mention.implied ?? mention.expected ?? port) === port &&
      mention.in !== "label" &&
      network.servicesCalled(mention.name).includes(service),
  );
}
