import { say, type Text } from "../../../../shared/text";
import {
  isWithin,
  type NumberedAddress,
  readAddress,
  readSubnet,
  type Subnet,
  subnetText,
} from "../../../../shared/subnet";
import type { Pool } from "../../compose/model/ipam";
import type { Network } from "../../compose/model/network";
import type { Sourced } from "../../compose/values/value";
import type { Finding } from "../../linter/finding";
import { fix } from "../../linter/fix";
import { writtenInPlace } from "../../linter/place";
import { poolsOf, reservedAs } from "../../network/addresses/pools";
import { replaceScalar } from "../fixes/edits";
import { isTemplate } from "../wording/template";

/** What is wrong with the gateway, the range or an address that is set aside, of a pool whose subnet is valid. */
export function* poolRefused(
  pool: Pool,
  { value: written, at }: Sourced<string>,
  network: Network,
): Generator<Finding> {
  const subnet = readSubnet(written);
  if (subnet === undefined) return;
  const refuses = say`Docker refuses to create the network ${network.key}`;
  const related: Finding["related"] = [{ at: at.node, message: say`this is its subnet` }];
  const gateway = readAddress(pool.gateway?.value ?? "");
  if (pool.gateway !== undefined && gateway !== undefined) {
    const why = gatewayRefused(pool.gateway.value, gateway, written, subnet);
    if (why !== undefined) {
      yield { at: pool.gateway.at.node, message: say`${refuses}: ${why} Use another address in it.`, related };
      return;
    }
  }
  const found = pool.ipRange && rangeRefused(pool.ipRange, written, subnet, refuses);
  if (found !== undefined) {
    yield { ...found, related };
    return;
  }
  // The gateway gets its address first.
  const taken = new Map<bigint, Text>();
  for (const known of poolsOf(network) ?? []) {
    if (known.pool === pool && known.gateway !== undefined) taken.set(known.gateway.number, say`it is the gateway's`);
  }
  for (const { value, at: place } of pool.auxiliary) {
    const address = readAddress(value);
    if (address === undefined) continue;
    const why = auxiliaryRefused(address, written, subnet, taken);
    taken.set(address.number, say`another entry has it`);
    if (why === undefined) continue;
    yield {
      at: place.node,
      message: say`${refuses}: \`aux_addresses\` cannot keep ${value} free, since ${why}. Use another address in the subnet, or remove the entry.`,
      related,
    };
  }
}

function gatewayRefused(
  text: string,
  address: NumberedAddress,
  subnetWritten: string,
  subnet: Subnet,
): Text | undefined {
  if (!isWithin(address, subnet)) return say`the gateway ${text} is not in the subnet ${subnetWritten}.`;
  const role = roleOf(address, subnet);
  return (
    role &&
    say`"failed to allocate gateway (${text}): Address already in use". Nobody can have it in ${subnetWritten}, since ${role}.`
  );
}

/** What an address is where it can be nobody's. */
function roleOf(address: NumberedAddress, subnet: Subnet): Text | undefined {
  switch (reservedAs(address, subnet)) {
    case "network":
      return say`it is the address of the network itself`;
    case "broadcast":
      return say`it is the broadcast address`;
    case undefined:
      return undefined;
  }
}

/** Engine 20.10 takes a range that is not in the subnet, and gives addresses of the subnet as if there were none. */
function rangeRefused(
  { value: text, at }: Sourced<string>,
  subnetWritten: string,
  subnet: Subnet,
  refuses: Text,
): Finding | undefined {
  if (isTemplate(text)) return undefined;
  const range = readSubnet(text);
  if (range === undefined) {
    return {
      at: at.node,
      message: say`${refuses}: "invalid ip-range ${text}: invalid CIDR block notation". Write an address and the length of its prefix, as in 10.10.0.128/25.`,
    };
  }
  if (
    range.family !== subnet.family ||
    range.prefix < subnet.prefix ||
    !isWithin({ family: range.family, number: range.first }, subnet)
  ) {
    const why =
      range.family === subnet.family && range.prefix < subnet.prefix
        ? `CIDR block is bigger than its parent subnet ${subnetWritten}`
        : `parent subnet ${subnetWritten} doesn't contain ip-range`;
    return {
      at: at.node,
      message: say`${refuses}: "invalid ip-range ${text}: ${why}" (engine 28; 20.10 takes it). Write a range inside ${subnetWritten}.`,
    };
  }
  if (!range.hasHostBits) return undefined;
  const right = subnetText(range);
  return {
    at: at.node,
    message: say`${refuses}: "invalid ip-range ${text}: it should be ${right}" (engine 28; 20.10 takes it for ${right}). Write ${right}, or a longer prefix for a smaller range.`,
    fixes: () => (writtenInPlace(at) ? fix(say`Write ${right}`, replaceScalar(at.node, right)) : []),
  };
}

function auxiliaryRefused(
  address: NumberedAddress,
  subnetWritten: string,
  subnet: Subnet,
  taken: ReadonlyMap<bigint, Text>,
): Text | undefined {
  if (!isWithin(address, subnet)) return say`the subnet ${subnetWritten} does not contain it`;
  return roleOf(address, subnet) ?? taken.get(address.number);
}
