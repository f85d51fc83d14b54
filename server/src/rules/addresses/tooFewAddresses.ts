import { say, type Text } from "../../../../shared/text";
import { isWithin, readAddress, subnetText } from "../../../../shared/subnet";
import type { Network } from "../../compose/model/network";
import type { Project } from "../../compose/model/project";
import { isEnabledWith } from "../../compose/model/profiles";
import type { Service } from "../../compose/model/service";
import type { Finding } from "../../linter/finding";
import { namePlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { type FixedAddress, fixedAddresses } from "../../network/addresses/fixedAddresses";
import { type KnownPool, poolsOf, reservedAs } from "../../network/addresses/pools";
import { servicesOn } from "../refusedByEngine/predefinedNetworks";
import { isProjectForSwarm } from "../wording/forSwarm";

/** Of several services so many are named. */
const mostNamed = 5;

/**
 * Each container takes an address of the network's subnet, or of its `ip_range`; without a free one the engine starts no more
 * (docs/docker-behaviour.md#addresses-used-up).
 */
export const tooFewAddresses = defineRule({
  id: "too-few-addresses",
  severity: "error",
  title: say`A network has fewer addresses than containers`,
  perProject: function* (project): Generator<Finding> {
    const small = [...project.networks.values()].flatMap((network) => smallPool(network));
    if (small.length === 0 || isProjectForSwarm(project)) return;
    const fixed = fixedAddresses(project);
    for (const { network, pool } of small) {
      const its = fixed.filter((each) => each.network === network.key);
      const dynamic = takersOn(network, its, project);
      const free = freeIn(pool, its);
      const count = dynamic.reduce((sum, service) => sum + containers(service), 0);
      if (BigInt(count) <= free) continue;
      const alone = dynamic.find((service) => BigInt(containers(service)) > free);
      const where = pool.pool.ipRange ?? pool.pool.subnet;
      const range = subnetText(pool.range);
      const has = say`the network ${network.key} has ${Number(free)} addresses left for containers in ${range}`;
      yield {
        at: alone?.replicas?.at.node ?? where?.at.node ?? network.at.node,
        ...(alone === undefined ? {} : { service: alone }),
        message: say`${refusal(alone)}: "no available IPv4 addresses on this network's address pools". ${count} containers are to run, and ${has}. Give it a larger subnet.`,
        related: [
          ...(alone === undefined || where === undefined
            ? []
            : [{ at: where.at.node, message: say`${network.key} has ${range}` }]),
          ...(alone === undefined ? dynamic.slice(0, mostNamed) : []).map((service) => ({
            at: namePlace(service),
            message: say`${service.name} takes ${containers(service)} of them`,
          })),
        ],
        // One of several services may have ended before the last one starts.
        ...(alone === undefined ? { severity: "warning" as const } : {}),
      };
    }
  },
});

function refusal(alone: Service | undefined): Text {
  return alone === undefined
    ? say`Docker refuses to start the last ones`
    : say`Docker refuses to start the last containers of ${alone.name}`;
}

/** The one IPv4 pool of a network: with several it is not said which one is used. */
function smallPool(network: Network): { readonly network: Network; readonly pool: KnownPool }[] {
  const pools = (poolsOf(network) ?? []).filter(({ subnet }) => subnet.family === "ipv4");
  const [pool] = pools;
  return pool === undefined || pools.length > 1 ? [] : [{ network, pool }];
}

/** The services that take any address of a network, and run together. */
function takersOn(network: Network, fixed: readonly FixedAddress[], project: Project): readonly Service[] {
  const isEnabled = isEnabledWith(project.profiles);
  const ended = new Set(
    [...project.services.values()].flatMap(({ dependsOn }) =>
      dependsOn.flatMap(({ service, condition }) => (condition === "service_completed_successfully" ? [service] : [])),
    ),
  );
  return servicesOn(network, project).filter(
    (service) =>
      isEnabled(service) &&
      !service.provided &&
      !ended.has(service.name) &&
      !fixed.some((each) => each.service === service && each.address.family === "ipv4"),
  );
}

function containers({ replicas }: Service): number {
  return replicas?.value ?? 1;
}

/** How many addresses are left for those who ask for none. */
function freeIn({ subnet, range, gateway, pool }: KnownPool, fixed: readonly FixedAddress[]): bigint {
  const taken = new Set<bigint>();
  for (const number of [subnet.first, subnet.last]) {
    if (reservedAs({ family: "ipv4", number }, subnet) !== undefined) taken.add(number);
  }
  const others = [
    ...pool.auxiliary.map(({ value }) => readAddress(value)),
    gateway,
    ...fixed.map(({ address }) => address),
  ];
  for (const address of others) if (address?.family === "ipv4") taken.add(address.number);
  const inRange = [...taken].filter((number) => isWithin({ family: "ipv4", number }, range));
  return range.last - range.first + 1n - BigInt(inRange.length);
}
