import type { Service } from "../compose/model/service";
import { fileNameOf } from "./place";

/**
 * Whether a service is written for `docker stack deploy`: its `deploy` says what only Swarm does, or its file is called as
 * Docker's own samples call stacks, docker-stack.yml. `stack` alone says nothing: to Portainer every project is one.
 */
export function isForSwarm({ deploy, at }: Service): boolean {
  return deploy.speaksToSwarm || /(?:^|[._-])(?:docker-stack|swarm)(?:[._-]|$)/i.test(fileNameOf(at));
}
