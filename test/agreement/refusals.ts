import { isEnabledWith } from "../../server/src/compose/model/profiles";
import type { Project } from "../../server/src/compose/model/project";
import { repeatedContainerNames } from "../../server/src/compose/validate/containerNames";
import { dependencyCycles } from "../../server/src/compose/validate/cycles";
import { modeWithNetworks, refusedPorts, refusedShapes } from "../../server/src/compose/validate/inService";
import { isRefusedWith, type Refusal } from "../../server/src/compose/validate/refusal";
import { undefinedNetworks, undefinedServices } from "../../server/src/compose/validate/undefined";

/**
 * Everything for which Compose refuses a project with these profiles on. The rules ask for the parts, each for its own and
 * for any profiles. Source: compose-go loader/validate.go, schema; docs/docker-behaviour.md#refused-by-compose.
 */
export function refusals(project: Project, profiles: readonly string[]): Refusal[] {
  const isEnabled = isEnabledWith(profiles);
  const services = [...project.services.values()];
  const enabled = new Map(services.filter(isEnabled).map((service) => [service.name, service]));
  const steps = [...enabled.values()].flatMap((service) =>
    service.references.map((reference) => ({ service, reference })),
  );
  return [
    ...services.flatMap((service): Refusal[] => [...refusedShapes(service), ...refusedPorts(service)]),
    ...services.flatMap((service) => modeWithNetworks(service) ?? []),
    ...repeatedContainerNames(services),
    ...undefinedNetworks(project),
    ...undefinedServices(project),
    ...[...dependencyCycles(steps, enabled)].filter((each) => "kind" in each),
  ].filter((refusal) => isRefusedWith(refusal, isEnabled));
}
