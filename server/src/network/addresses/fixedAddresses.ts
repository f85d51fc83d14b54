import { type NumberedAddress, readAddress } from "../../../../shared/subnet";
import { collectFromServices } from "../../compose/model/collectFromServices";
import type { Service } from "../../compose/model/service";
import type { Sourced } from "../../compose/values/value";

/** An address that a service asks for on a network. */
export interface FixedAddress {
  readonly service: Service;
  readonly network: string;
  readonly attribute: "ipv4_address" | "ipv6_address";
  readonly written: Sourced<string>;
  readonly address: NumberedAddress;
}

/** The addresses that services ask for; what is no address, and what is not known, is left out. */
export const fixedAddresses = collectFromServices((service): FixedAddress[] => {
  // Swarm ignores them (docs/docker-behaviour.md#stack-ipv4-address).
  if (service.deploy.forSwarm === "stated" || service.replicas?.value === 0) return [];
  return (service.networks?.value ?? []).flatMap(({ value: { network, ipv4Address, ipv6Address } }) => [
    ...fixed(service, network, "ipv4_address", ipv4Address),
    ...fixed(service, network, "ipv6_address", ipv6Address),
  ]);
});

function fixed(
  service: Service,
  network: string,
  attribute: FixedAddress["attribute"],
  written: Sourced<string> | undefined,
): FixedAddress[] {
  const address = readAddress(written?.value ?? "");
  return written === undefined || address === undefined ? [] : [{ service, network, attribute, written, address }];
}
