import { isNull } from "../syntax/node";
import type { Origin } from "../values/value";
import type { Service } from "../model/service";
import type { ModeWithNetworks, RefusedPort, RefusedShape } from "./refusal";

/**
 * Values of another kind than the schema's, profile or not.
 * Source: compose-spec schema/compose-spec.json, compose-go types/hostList.go.
 */
export function* refusedShapes(service: Service): Generator<RefusedShape> {
  const always = { kind: "shape", service, onlyWith: [] } as const;
  if (!service.isMapping) {
    const words = `services.${service.name} must be a mapping`;
    yield { ...always, attribute: undefined, words, at: service.at };
  }
  for (const { value, at } of service.misshapen) {
    const [attribute] = value.split(" ", 1);
    yield { ...always, attribute, words: `services.${service.name}.${value}`, at };
  }
  for (const { key, value, at } of service.extraHosts) {
    if (!saysNoAddress(value, at)) continue;
    const words =
      at.key === undefined
        ? `'services[${service.name}].extra_hosts' invalid additional host, missing IP: ${key}`
        : `services.${service.name}.extra_hosts.${key} must be a string`;
    yield { ...always, attribute: "extra_hosts", words, at };
  }
}

/** An item without a sign, or an entry without a value; behind a sign Compose takes an empty text too, and a variable may be set. */
function saysNoAddress(value: string | undefined, { key, node }: Origin): boolean {
  if (node.kind !== "scalar" || node.text.includes("$")) return false;
  return key === undefined ? value === undefined : isNull(node);
}

/** Texts that are no port, profile or not (docs/docker-behaviour.md#port-syntax). */
export function* refusedPorts(service: Service): Generator<RefusedPort> {
  for (const { value, at } of service.ports?.value ?? []) {
    if (value.invalid !== undefined) yield { kind: "port", words: value.invalid, service, at, onlyWith: [] };
  }
}

/** A mode and networks on one service (docs/docker-behaviour.md#mode-with-networks). */
export function modeWithNetworks(service: Service): ModeWithNetworks | undefined {
  const { networks, networkMode, name } = service;
  if (networks === undefined || networks.value.length === 0) return undefined;
  if (networkMode === undefined || networkMode.value.kind === "empty") return undefined;
  const words = `service ${name} declares mutually exclusive \`network_mode\` and \`networks\``;
  return {
    kind: "mode-with-networks",
    words,
    service,
    at: networks.at,
    mode: networkMode.at,
    onlyWith: [service],
  };
}
