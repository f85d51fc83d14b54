import type { Service } from "../../compose/model/service";
import type { Origin } from "../../compose/values/value";

/** The call by which the members of a MongoDB replica set are stated. Their addresses are for its clients and for each other. */
export const initiate = "rs.initiate";

/** Whether a value of a service states the members of a replica set: what hosts it names are no calls of the service. */
export function statesMembers({ command, entrypoint, healthcheck }: Service, { node }: Origin): boolean {
  return [...command, ...entrypoint, ...healthcheck].some(
    ({ value, at }) => at.node === node && value.includes(initiate),
  );
}
