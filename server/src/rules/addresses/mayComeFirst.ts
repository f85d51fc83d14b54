import { say, type Text } from "../../../../shared/text";
import { isWithin, readAddress } from "../../../../shared/subnet";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import type { FixedAddress } from "../../network/addresses/fixedAddresses";
import { firstGiven, type KnownPool, poolsOf, poolWith } from "../../network/addresses/pools";
import { coexist } from "../../network/ports/collisions";
import type { Finding } from "../../linter/finding";
import { namePlace } from "../../linter/place";
import { servicesOn } from "../refusedByEngine/predefinedNetworks";
import { isProjectForSwarm } from "../wording/forSwarm";

/**
 * Whoever asks for no address gets the lowest that is free, so that a low one may be gone when a service starts that asks for it
 * (docs/docker-behaviour.md#fixed-address-taken).
 */
export function* mayComeFirst(all: readonly FixedAddress[], project: Project): Generator<Finding> {
  const asking = new Map<string, FixedAddress[]>();
  for (const each of all) asking.set(each.network, [...(asking.get(each.network) ?? []), each]);
  for (const [key, fixed] of asking) {
    const network = project.networks.get(key);
    const pools = network === undefined ? undefined : poolsOf(network);
    if (network === undefined || pools === undefined) continue;
    const dynamic = servicesOn(network, project).filter(
      (service) => !fixed.some((each) => each.service === service) && service.replicas?.value !== 0,
    );
    if (dynamic.length === 0 || isProjectForSwarm(project)) continue;
    for (const each of fixed) {
      const { service, written, address } = each;
      const pool = poolWith(address, pools);
      if (pool === undefined || !isWithin(address, pool.range)) continue;
      const before = dynamic.filter(
        (other) => coexist(other, service, project) && !waitsFor(other, service.name, project),
      );
      const [other] = before;
      const count = before.reduce((sum, { replicas }) => sum + Math.max(1, replicas?.value ?? 1), 0);
      if (other === undefined || !isAmongFirst(each, pool, count)) continue;
      yield {
        at: written.at.node,
        service,
        severity: "information",
        message: say`${nameOf(before)} asks for no address on the network ${key} and may get ${written.value} by starting first: then Docker refuses ${service.name} with "Address already in use". Use a higher address, or give the network an \`ip_range\` without it for the others.`,
        related: before
          .slice(0, 5)
          .map((one) => ({ at: namePlace(one), message: say`${one.name} gets the lowest address that is free` })),
      };
    }
  }
}

function nameOf(services: readonly Service[]): string | Text {
  return services.length === 1 ? (services[0]?.name ?? "") : say`One of ${services.length} other services`;
}

/** Whether an address is among so many that are given out first. */
function isAmongFirst({ address }: FixedAddress, { subnet, range, gateway, pool }: KnownPool, count: number): boolean {
  const reserved = new Set([gateway?.number, ...pool.auxiliary.map(({ value }) => readAddress(value)?.number)]);
  let next = firstGiven(subnet, range);
  for (let given = 0; given < count && next <= address.number; next++) {
    if (reserved.has(next)) continue;
    if (next === address.number) return true;
    given += 1;
  }
  return false;
}

/** So many services that one waits for are looked at. */
const mostAwaited = 64;

/** Whether a service starts only when another one has, itself or through others. */
function waitsFor(service: Service, awaited: string, project: Project): boolean {
  const met = new Set([service.name]);
  for (const name of met) {
    if (met.size > mostAwaited) return true;
    for (const each of project.services.get(name)?.dependsOn ?? []) {
      if (each.service === awaited) return true;
      met.add(each.service);
    }
  }
  return false;
}
