import { sanitize } from "../sanitize";
import { record } from "../record";

/** One subnet of a network, in CIDR form, and the address through which it is left. */
export interface Subnet {
  readonly subnet: string;
  readonly gateway?: string;
}

/** One network as the engine's list tells it. All strings are sanitized except the ID. */
export interface Network {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  /** `local`, `swarm` or `global`. */
  readonly scope: string;
  readonly internal: boolean;
  /** True for the network that spreads published ports over a swarm's nodes. */
  readonly ingress: boolean;
  readonly subnets: readonly Subnet[];
  /** The interface on the host that its containers hang on, where an option names it. */
  readonly bridge?: string;
  /** Its containers do not reach each other (`com.docker.network.bridge.enable_icc`). */
  readonly icc?: false;
  /** The host's interface that a macvlan or ipvlan shares. */
  readonly parent?: string;
  readonly composeProject?: string;
  readonly stack?: string;
}

/** Reads an entry of `GET /networks` (moby api/swagger.yaml, Network). Undefined for anything without an ID and a name. */
export function networkFrom(entry: unknown): Network | undefined {
  const told = record(entry);
  const text = (value: unknown): string => (typeof value === "string" ? sanitize(value) : "");
  const id = typeof told.Id === "string" && /^[\w-]{1,128}$/u.test(told.Id) ? told.Id : "";
  const name = text(told.Name);
  if (id === "" || name === "") return undefined;
  const labels = record(told.Labels);
  const project = text(labels["com.docker.compose.project"]);
  const stack = text(labels["com.docker.stack.namespace"]);
  const configurations = record(told.IPAM).Config;
  const options = record(told.Options);
  const bridge = text(options["com.docker.network.bridge.name"]);
  const parent = text(options.parent);
  return {
    id,
    name,
    driver: text(told.Driver),
    scope: text(told.Scope),
    internal: told.Internal === true,
    ingress: told.Ingress === true,
    subnets: (Array.isArray(configurations) ? configurations : []).flatMap((configuration): Subnet[] => {
      const { Subnet: subnet, Gateway: gateway } = record(configuration);
      if (text(subnet) === "") return [];
      // Some engines write the gateway with its prefix.
      const address = text(gateway).replace(/\/\d+$/u, "");
      return [{ subnet: text(subnet), ...(address === "" ? {} : { gateway: address }) }];
    }),
    ...(bridge === "" ? {} : { bridge }),
    ...(options["com.docker.network.bridge.enable_icc"] === "false" ? { icc: false as const } : {}),
    ...(parent === "" ? {} : { parent }),
    ...(project === "" ? {} : { composeProject: project }),
    ...(stack === "" ? {} : { stack }),
  };
}
