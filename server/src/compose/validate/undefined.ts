import { collectFromServices, collectFromServicesWith } from "../model/collectFromServices";
import { mayRunWithout } from "../model/profiles";
import type { Project } from "../model/project";
import type { Reference, Service } from "../model/service";
import type { Sourced } from "../values/value";
import type { UndefinedNetwork, UndefinedService } from "./refusal";

/** Networks that services name and no file declares; `default` is there without. Source: compose-go loader/validate.go. */
export const undefinedNetworks: (project: Project) => readonly UndefinedNetwork[] = collectFromServicesWith(
  ({ networks }) => [networks],
  (service, { networks }) =>
    (service.networks?.value ?? []).flatMap(({ value: { network }, at }) => {
      if (network === "default" || networks.has(network)) return [];
      const words = `service "${service.name}" refers to undefined network ${network}`;
      return [{ kind: "undefined-network" as const, words, service, network, at, onlyWith: [service] }];
    }),
);

const withProfiles = collectFromServices((service) => (service.profiles?.length === 0 ? [] : [service]));

/**
 * Services that others name and that are not there, or that may be switched off while the others are not. Source: compose-go
 * loader/validate.go, types/project.go (docs/docker-behaviour.md#inactive-profiles).
 */
export const undefinedServices: (project: Project) => readonly UndefinedService[] = collectFromServicesWith(
  (project) => [project.services.names, ...withProfiles(project)],
  (service, { services }) =>
    service.references.flatMap((reference) =>
      undefinedService(service, reference, services.get(reference.value.service)),
    ),
);

function undefinedService(
  service: Service,
  reference: Sourced<Reference>,
  target: Service | undefined,
): UndefinedService[] {
  const { value, at } = reference;
  const common = { kind: "undefined-service" as const, service, reference, target, at, onlyWith: [service] };
  const words = `service "${service.name}" depends on undefined service "${value.service}"`;
  if (target === undefined) return [{ ...common, words }];
  if (!value.required || !mayRunWithout(service, target)) return [];
  return [{ ...common, words: isOptional(service, value) ? notFoundForMode(value) : words, onlyWithout: target }];
}

/** Whether `depends_on` says that the service need not take part, so that only the network mode asks for it. */
function isOptional({ dependsOn }: Service, { service }: Reference): boolean {
  return dependsOn.some((each) => each.service === service && !each.required);
}

function notFoundForMode({ service }: Reference): string {
  return `service "${service}" not found for network_mode 'service:${service}'`;
}
