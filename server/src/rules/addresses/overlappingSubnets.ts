import { say, type Text } from "../../../../shared/text";
import { readSubnet, type Subnet, subnetsMeet } from "../../../../shared/subnet";
import type { Network } from "../../compose/model/network";
import type { Project } from "../../compose/model/project";
import type { Sourced } from "../../compose/values/value";
import { isBridge } from "../../network/addresses/pools";
import type { Finding } from "../../linter/finding";
import { defineRule } from "../../linter/rule";
import { servicesOn } from "../refusedByEngine/predefinedNetworks";
import { isProjectForSwarm } from "../wording/forSwarm";

/** What the engine gives to networks that ask for no subnet, unless it is told other pools. */
const defaultPools = [
  "172.17.0.0/16",
  "172.18.0.0/15",
  "172.20.0.0/14",
  "172.24.0.0/14",
  "172.28.0.0/14",
  "192.168.0.0/16",
].map((text) => readSubnet(text));

interface Asked {
  readonly network: Network;
  readonly written: Sourced<string>;
  readonly subnet: Subnet;
}

/** Networks that cannot both have the addresses that they ask for (docs/docker-behaviour.md#overlapping-subnets). */
export const overlappingSubnets = defineRule({
  id: "overlapping-subnets",
  severity: "error",
  title: say`Two networks ask for the same addresses`,
  perProject: function* (project): Generator<Finding> {
    const bridges = [...project.networks.values()].filter(
      ({ external, driver }) => !external && isBridge(driver?.value),
    );
    const asked = bridges.flatMap(askedBy);
    if (asked.length === 0 || isProjectForSwarm(project)) return;
    const isUsed = (network: Network): boolean => servicesOn(network, project).length > 0;
    for (const [index, each] of asked.entries()) {
      const other = asked
        .slice(0, index)
        .find(
          (one) =>
            one.network !== each.network &&
            subnetsMeet(one.subnet, each.subnet) &&
            isAnother(one.network, each.network),
        );
      if (other !== undefined && isUsed(other.network) && isUsed(each.network)) {
        yield {
          at: each.written.at.node,
          message: say`Docker refuses to create the second of the networks ${other.network.key} and ${each.network.key}: "Pool overlaps with other one on this address space". Give ${each.network.key} another subnet.`,
          related: [{ at: other.written.at.node, message: say`${other.network.key} has ${other.written.value}` }],
        };
        continue;
      }
      yield* inDefaultPools(each, () => automaticBeside(each.network, bridges, project), isUsed);
    }
  },
});

function askedBy(network: Network): Asked[] {
  return network.ipam.pools.flatMap(({ subnet: written }) => {
    const subnet = readSubnet(written?.value ?? "");
    return written === undefined || subnet === undefined ? [] : [{ network, written, subnet }];
  });
}

function isAnother(one: Network, other: Network): boolean {
  return one.name === undefined || one.name.value !== other.name?.value;
}

/** A network that asks for no subnet, and where that is seen. */
interface Automatic {
  readonly key: string;
  readonly at: Finding["at"];
  readonly why: Text;
}

/** Another network to which the engine gives a subnet: one that says none, or the default network that Compose adds. */
function automaticBeside(network: Network, bridges: readonly Network[], project: Project): Automatic | undefined {
  const declared = bridges.find(
    (other) => other !== network && other.ipam.pools.length === 0 && servicesOn(other, project).length > 0,
  );
  if (declared !== undefined) {
    const { key, at } = declared;
    return { key, at: at.key ?? at.node, why: say`${key} asks for no subnet` };
  }
  if (project.networks.has("default")) return undefined;
  const [first] = servicesOn({ key: "default" }, project);
  if (first === undefined) return undefined;
  const why = say`${first.name} is on the default network, which asks for no subnet`;
  return { key: "default", at: first.at.key ?? first.at.node, why };
}

/** The engine may have given the subnet to a network that asks for none. */
function* inDefaultPools(
  { network, written, subnet }: Asked,
  automatic: () => Automatic | undefined,
  isUsed: (network: Network) => boolean,
): Generator<Finding> {
  if (!defaultPools.some((pool) => pool !== undefined && subnetsMeet(pool, subnet)) || !isUsed(network)) return;
  const other = automatic();
  if (other === undefined) return;
  yield {
    at: written.at.node,
    severity: "information",
    message: say`${written.value} is one of the subnets that Docker gives to networks without one, as ${other.key} is: where it gave this one away before, it refuses the network ${network.key} with "Pool overlaps with other one on this address space". Use a subnet of 10.0.0.0/8, or give ${other.key} a subnet too.`,
    related: [{ at: other.at, message: other.why }],
  };
}
