import { unknownInterface } from "./procNet";
import type { Address, Interface, Lifetime } from "./model";

/**
 * Interfaces as `ip addr` of iproute2 prints them, whichever way they were read. What the way does not tell is left
 * out; what counts down is held still; lines end without the trailing blank that some versions of iproute2 print.
 */
export function renderIpAddr(interfaces: readonly Interface[]): string {
  return interfaces.flatMap(linesOf).join("\n") + "\n";
}

function linesOf(entry: Interface): string[] {
  const lines = [headOf(entry)];
  if (entry.mac !== undefined || entry.linkType !== undefined) {
    lines.push(
      `    ${joined(
        `link/${entry.linkType ?? "ether"}`,
        entry.mac,
        named("brd", entry.broadcastMac),
        named("link-netnsid", entry.linkNamespace),
      )}`,
    );
  }
  for (const name of entry.alternativeNames ?? []) lines.push(`    altname ${name}`);
  for (const address of entry.addresses) {
    lines.push(`    ${addressLine(address)}`);
    if (address.valid !== undefined) {
      lines.push(`       valid_lft ${lifetime(address.valid)} preferred_lft ${lifetime(address.preferred)}`);
    }
  }
  return lines;
}

function headOf(entry: Interface): string {
  const index = entry.index === undefined || entry.name === unknownInterface ? "" : `${entry.index}: `;
  const link = entry.link === undefined ? "" : `@${entry.link}`;
  return joined(
    `${index}${entry.name}${link}:`,
    entry.flags === undefined ? undefined : `<${entry.flags.join(",")}>`,
    named("mtu", entry.mtu),
    named("qdisc", entry.qdisc),
    named("master", entry.master),
    named("state", entry.state),
    named("group", entry.group),
    // iproute2 prints no queue length of zero.
    entry.queueLength === 0 ? undefined : named("qlen", entry.queueLength),
  );
}

function addressLine(address: Address): string {
  const prefix = address.prefix === undefined ? "" : `/${address.prefix}`;
  const own =
    address.peer === undefined ? [`${address.address}${prefix}`] : [address.address, `peer ${address.peer}${prefix}`];
  return joined(
    address.family,
    ...own,
    named("metric", address.metric),
    named("brd", address.broadcast),
    named("scope", address.scope),
    ...address.flags,
    address.label,
  );
}

function lifetime(value: Lifetime | undefined): string {
  return value === "expired" ? "0sec" : (value ?? "forever");
}

function named(name: string, value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : `${name} ${value}`;
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(" ");
}
