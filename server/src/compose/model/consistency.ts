import type { Node } from "../syntax/node";
import type { Project } from "./project";
import type { Service } from "./service";

/** A reason for which Compose refuses a project whose files it could read, in its own words. */
export interface Inconsistency {
  readonly kind:
    | "mode-with-networks"
    | "undefined-network"
    | "undefined-service"
    | "dependency-cycle"
    | "invalid-port"
    | "wrong-shape"
    | "host-without-address"
    | "not-a-mapping";
  readonly message: string;
  readonly service: Service;
  readonly at: Node;
}

/**
 * What Compose refuses in the services that `isEnabled` lets through; it does not look at the others.
 * Source: compose-go loader/validate.go, graph/cycle.go, schema; docs/docker-behaviour.md#refused-by-compose.
 */
export function inconsistencies(project: Project, isEnabled: (service: Service) => boolean): Inconsistency[] {
  const all = [...project.services.values()];
  // Shape and ports are looked at before profiles are.
  const found = all.flatMap((service) => [...ofShape(service), ...ofPorts(service)]);
  const enabled = new Map(all.filter(isEnabled).map((service) => [service.name, service]));
  for (const service of enabled.values())
    found.push(...ofNetworks(service, project), ...ofReferences(service, enabled, project));
  return [...found, ...cycles(enabled)];
}

function* ofShape(service: Service): Generator<Inconsistency> {
  if (!service.isMapping) {
    const message = `services.${service.name} must be a mapping`;
    yield { kind: "not-a-mapping", message, service, at: service.at.key ?? service.at.node };
  }
  for (const { value, at } of service.misshapen) {
    const message = `services.${service.name}.${value}`;
    yield { kind: "wrong-shape", message, service, at: at.key ?? at.node };
  }
  for (const { key, value, at } of service.extraHosts) {
    if (value !== undefined && value !== "") continue;
    const message = `'services[${service.name}].extra_hosts' invalid additional host, missing IP: ${key}`;
    yield { kind: "host-without-address", message, service, at: at.node };
  }
}

function* ofPorts(service: Service): Generator<Inconsistency> {
  for (const { value, at } of service.ports?.value ?? []) {
    if (value.invalid !== undefined) yield { kind: "invalid-port", message: value.invalid, service, at: at.node };
  }
}

function* ofNetworks(service: Service, project: Project): Generator<Inconsistency> {
  const { networks, networkMode } = service;
  if (networks === undefined || networks.value.length === 0) return;
  if (networkMode !== undefined && networkMode.value.kind !== "empty") {
    const message = `service ${service.name} declares mutually exclusive \`network_mode\` and \`networks\`: invalid compose project`;
    yield { kind: "mode-with-networks", message, service, at: networks.at.key ?? networks.at.node };
  }
  for (const { value, at } of networks.value) {
    if (value.network === "default" || project.networks.has(value.network)) continue;
    const message = `service "${service.name}" refers to undefined network ${value.network}: invalid compose project`;
    yield { kind: "undefined-network", message, service, at: at.key ?? at.node };
  }
}

function* ofReferences(
  service: Service,
  enabled: ReadonlyMap<string, Service>,
  project: Project,
): Generator<Inconsistency> {
  for (const { value, at } of service.references) {
    if ((value.required ? enabled : project.services).has(value.service)) continue;
    const message = `service "${service.name}" depends on undefined service "${value.service}": invalid compose project`;
    yield { kind: "undefined-service", message, service, at: at.node };
  }
}

/** Each cycle once, from the service at which it was met. */
function cycles(enabled: ReadonlyMap<string, Service>): Inconsistency[] {
  const found: Inconsistency[] = [];
  const done = new Set<string>();
  const visit = (service: Service, path: readonly string[]): void => {
    if (done.has(service.name)) return;
    const onward = [...path, service.name];
    for (const { value, at } of service.references) {
      const next = enabled.get(value.service);
      if (next === undefined) continue;
      if (onward.includes(next.name)) {
        const cycle = [...onward.slice(onward.indexOf(next.name)), next.name].join(" -> ");
        found.push({ kind: "dependency-cycle", message: `dependency cycle detected: ${cycle}`, service, at: at.node });
      } else visit(next, onward);
    }
    done.add(service.name);
  };
  for (const service of enabled.values()) visit(service, []);
  return found;
}

/** Whether a service takes part with these profiles on. The empty profile is what Compose runs with where none is named. */
export function isEnabledBy(profiles: readonly string[]): (service: Service) => boolean {
  const on = profiles.length > 0 ? profiles : [""];
  return ({ profiles: own }) =>
    own === undefined || own.length === 0 || on.includes("*") || own.some((profile) => on.includes(profile));
}
