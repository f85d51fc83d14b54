import { say, type Text } from "../../../../shared/text";
import { formatRange, type PublishedPort } from "../../compose/model/port";
import type { Service } from "../../compose/model/service";
import type { Sourced } from "../../compose/values/value";
import { namedPorts } from "../../network/ports/listeners";
import { isHostMode } from "../../network/namespaces/namespace";
import { removeItem, removePair } from "../fixes/edits";
import type { Finding } from "../../linter/finding";
import { type Fix, fix, safe } from "../../linter/fix";
import { leaveHostMode } from "../fixes/leaveHostMode";
import { isForSwarm } from "../wording/forSwarm";
import { allOf, listed } from "../../linter/listed";
import {
  attributePair,
  fileNameOf,
  inLastLayer,
  modePlace,
  modeRepeated,
  pairOf,
  writtenInPlace,
} from "../../linter/place";
import { emptyListInLayer, resetInLayer } from "../fixes/resetInLayer";
import { defineRule } from "../../linter/rule";

/**
 * In host mode the engine discards published ports and warns `Published ports are discarded when using host network
 * mode`: moby daemon/container.go, docs/docker-behaviour.md#host-mode-ports (engines 20.10 and 28.5). The app listens
 * on its own ports of the host, that is on the target wherever published and target differ.
 */
export const hostPortsDiscarded = defineRule({
  id: "host-ports-discarded",
  severity: "warning",
  title: say`Published ports have no effect in host mode`,
  concerns: isHostMode,
  perService: function* (service): Generator<Finding> {
    const { networkMode, ports } = service;
    if (networkMode === undefined || ports === undefined) return;
    if (ports.value.length === 0) yield* resetsNothing(service);
    const [below, here] = layers(service);
    // Swarm drops the mode, and publishes them: stack-ignores-network-mode.
    const quieter = isForSwarm(service) ? { severity: "hint" as const } : {};
    const related = [
      { at: networkMode.at.node, message: say`${service.name} runs in the host's network namespace` },
      ...modeRepeated(service),
    ];
    for (const port of here) {
      yield {
        at: port.at.node,
        message: say`${isForSwarm(service) ? say`Under \`docker compose up\` ` : ""}Docker discards published ports in host mode: ${service.name} ${listens([port], service)}.${limitLost([port], service)} Remove \`ports\`, or leave host mode.`,
        related,
        fixes: () => [...(isForSwarm(service) ? [] : safe(removePorts(service, port))), ...leaveHostMode(service)],
        ...quieter,
      };
    }
    if (below.length > 0) yield { ...fromBelow(service, below), ...quieter };
    const pair = pairOf(ports.at);
    if (isForSwarm(service)) return;
    if (pair !== undefined && here.length > 0 && below.length === 0 && writtenInPlace(ports.at)) {
      yield {
        at: { chunk: pair.key.chunk, start: pair.key.start, end: pair.value.end },
        message: say`\`ports\` of ${service.name} has no effect in host mode.`,
        severity: "hint",
        unnecessary: true,
      };
    }
  },
});

type Port = Sourced<PublishedPort>;

/**
 * Ports that a layer below brings, where the last layer is the one that says host mode: what is wrong there is the last
 * layer, for without it the ports are published.
 */
function layers(service: Service): [below: Port[], here: Port[]] {
  const ports = [...(service.ports?.value ?? [])];
  const mode = service.networkMode?.at;
  if (mode === undefined || !inLastLayer(mode, service)) return [[], ports];
  return [
    ports.filter((port) => !inLastLayer(port.at, service)),
    ports.filter((port) => inLastLayer(port.at, service)),
  ];
}

/**
 * In a file that another one completes, `ports: []` is meant to take that one's ports away, and takes nothing
 * (docs/docker-behaviour.md#lists-are-appended).
 */
function* resetsNothing(service: Service): Generator<Finding> {
  const empty = service.runsSomething ? undefined : emptyListInLayer(service, "ports");
  if (empty === undefined) return;
  yield {
    at: { chunk: empty.key.chunk, start: empty.key.start, end: empty.value.end },
    message: say`An empty \`ports: []\` removes no port of ${service.name}, since Compose appends lists when it merges files. In host mode Docker discards ports that another file publishes. Write \`ports: !reset []\`.`,
    severity: "hint",
    related: [{ at: modePlace(service), message: say`${service.name} runs in the host's network namespace` }],
    fixes: () => resetInLayer(service, "ports"),
  };
}

function fromBelow(service: Service, ports: readonly Port[]): Finding {
  const mode = service.networkMode?.at.node ?? service.at.node;
  const from = allOf([...new Set(ports.map(({ at }) => fileNameOf(at)))]);
  const empty = emptyListInLayer(service, "ports");
  const nothing = empty === undefined ? "" : say` An empty \`ports: []\` removes nothing, since Compose appends lists.`;
  return {
    at: mode,
    message: say`In host mode Docker discards the ports that ${service.name} publishes in ${from}: it ${listens(ports, service)}.${limitLost(ports, service)}${nothing} Write \`ports: !reset []\` here, or leave host mode.`,
    related: [
      ...(empty === undefined ? [] : [{ at: empty.key, message: say`this removes nothing` }]),
      ...ports.map(({ at }) => ({ at: at.node, message: say`${service.name} publishes it here` })),
    ],
    fixes: () => [...safe(resetInLayer(service, "ports")), ...leaveHostMode(service)],
  };
}

function listens(ports: readonly Port[], service: Service): string | Text {
  const own = ports.map(({ value }) => value.target && formatRange(value.target));
  const named = namedPorts(service);
  const namesOthers = named.size > 0 && !ports.some(({ value }) => value.target && named.has(value.target.first));
  if (namesOthers || !own.every((port) => port !== undefined)) return say`listens on the host directly`;
  const listening = say`listens on ${listed([...new Set(own)])} itself`;
  const [only, ...more] = ports;
  const published = only?.value.published;
  const target = only?.value.target;
  if (more.length > 0 || target === undefined || published === undefined || published === "ephemeral") return listening;
  const same = published.first === target.first && published.last === target.last;
  return same ? listening : say`${listening}, not on ${formatRange(published)}`;
}

/** What a publish on the loopback was for, which is the dangerous half (docs/docker-behaviour.md#host-mode-ports). */
function limitLost(ports: readonly Port[], { name }: Service): string | Text {
  const address = ports.map(({ value }) => value.hostIp).find((each) => each !== undefined && isLoopback.test(each));
  if (address === undefined) return "";
  return say` The limit to ${address} is discarded too, so that other machines may reach it: let ${name} itself listen on ${address} only.`;
}

const isLoopback = /^(?:127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

function removePorts(service: Service, port: Port): Fix[] {
  const pair = attributePair(port.at, "ports");
  const all = pair !== undefined && writtenInPlace(port.at) ? removePair(pair) : undefined;
  const fixes = fix(say`Remove \`ports\` of ${service.name}`, all);
  const isOneOfSeveral = pair?.value.kind === "sequence" && pair.value.items.length > 1;
  const one = isOneOfSeveral && writtenInPlace(port.at) ? removeItem(port.at.node) : undefined;
  return [...fixes, ...fix(say`Remove this port only`, one)];
}
