import { say } from "../../../../shared/text";
import { collectFromServices } from "../../compose/model/collectFromServices";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { attributeKey } from "../../linter/place";
import type { RelatedPlace } from "../../linter/finding";

/** Whether a service is written for `docker stack deploy`, or the user says that it is run so. */
export function isForSwarm({ deploy }: Service): boolean {
  return deploy.forSwarm === "stated" || deploy.forSwarm === "written";
}

/**
 * Whether some service of a project is for `docker stack deploy`, where other rules hold
 * (docs/docker-behaviour.md#swarm).
 */
export function isProjectForSwarm(project: Project): boolean {
  return servicesForSwarm(project).length > 0;
}

const servicesForSwarm = collectFromServices((service) => (isForSwarm(service) ? [service] : []));

/** Because of what a service is taken to be for Swarm: its `deploy`, where there is one. */
export function speaksToSwarm({ deploy }: Service): RelatedPlace[] {
  return deploy.at === undefined ? [] : [{ at: attributeKey(deploy.at, "deploy"), message: say`this is for Swarm` }];
}
