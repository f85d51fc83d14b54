import { formatRange, type PublishedPort } from "../compose/model/port";
import type { Service } from "../compose/model/service";
import type { Sourced } from "../compose/values/value";
import { isHostMode } from "../network/namespace";
import { removeItem, removePair } from "./edits";
import type { Finding } from "./finding";
import { type Fix, fix } from "./fix";
import { leaveHostMode } from "./leaveHostMode";
import { pairOf, writtenInPlace } from "./place";
import { defineRule } from "./rule";

/**
 * In host mode the engine discards published ports and warns `Published ports are discarded when using host network
 * mode`: moby daemon/container.go, truth.md C (engines 20.10 and 28.5). The app listens on its own ports of the host,
 * that is on the target wherever published and target differ.
 */
export const hostPortsDiscarded = defineRule({
  id: "host-ports-discarded",
  severity: "warning",
  title: "Published ports have no effect in host mode",
  perService: function* (service): Generator<Finding> {
    const { networkMode, ports } = service;
    if (!isHostMode(service) || networkMode === undefined || ports === undefined) return;
    const related = [{ at: networkMode.at.node, message: `${service.name} runs in the host's network namespace` }];
    for (const port of ports.value) {
      yield {
        at: port.at.node,
        message: `Docker discards published ports in host mode: ${service.name} ${listens(port.value)}. Remove \`ports\`, or leave host mode.`,
        related,
        fixes: [...removePorts(service, port), ...leaveHostMode(service)],
      };
    }
    const pair = pairOf(ports.at);
    if (pair !== undefined && ports.value.length > 0 && writtenInPlace(ports.at)) {
      yield {
        at: { chunk: pair.key.chunk, start: pair.key.start, end: pair.value.end },
        message: `\`ports\` of ${service.name} has no effect in host mode.`,
        severity: "hint",
        unnecessary: true,
      };
    }
  },
});

function listens({ published, target }: PublishedPort): string {
  if (target === undefined) return "listens on the ports that it opens itself";
  const own = `listens on ${formatRange(target)} itself`;
  const differs =
    published !== undefined &&
    published !== "ephemeral" &&
    (published.first !== target.first || published.last !== target.last);
  return differs ? `${own}, not on ${formatRange(published)}` : own;
}

function removePorts(service: Service, port: Sourced<PublishedPort>): Fix[] {
  const { ports } = service;
  const pair = ports && pairOf(ports.at);
  const all = pair !== undefined && writtenInPlace(ports?.at) ? removePair(pair) : undefined;
  const fixes = fix(`Remove \`ports\` of ${service.name}`, all);
  const one = (ports?.value.length ?? 0) > 1 && writtenInPlace(port.at) ? removeItem(port.at.node) : undefined;
  return [...fixes, ...fix("Remove this port only", one)];
}
