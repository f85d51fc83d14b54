import { unknownInterface } from "../parse/procNet";
import type { Address, Interface, Lifetime } from "../model";

/** A line of a document, and what it is about: an interface, one of its addresses, or a fact of another section. */
export interface Line {
  readonly text: string;
  readonly entry?: Interface;
  readonly address?: Address;
}

/**
 * Interfaces as `ip addr` of iproute2 prints them, whichever way they were read. What the way does not tell is left
 * out; what changes by itself from one moment to the next is held still: a lifetime that counts down, and the second or
 * two in which a new IPv6 address is `tentative`. Lines end without the trailing blank that some versions of iproute2
 * print.
 * @forTests a document is made of the lines
 */
export function renderIpAddr(interfaces: readonly Interface[]): string {
  return textOf(ipAddrLines(interfaces));
}

/** The same, each line with what it is about. */
export function ipAddrLines(interfaces: readonly Interface[]): Line[] {
  return interfaces.flatMap(linesOf);
}

/** Lines as the text of a document. */
export function textOf(lines: readonly Line[]): string {
  return lines.map(({ text }) => `${text}\n`).join("");
}

function linesOf(entry: Interface): Line[] {
  const lines: Line[] = [{ text: headOf(entry), entry }];
  if (entry.mac !== undefined || entry.linkType !== undefined) {
    const text = joined(
      `link/${entry.linkType ?? "ether"}`,
      entry.mac,
      named(entry.flags?.includes("POINTOPOINT") === true ? "peer" : "brd", entry.broadcastMac),
      named(/^\d+$/u.test(entry.linkNamespace ?? "") ? "link-netnsid" : "link-netns", entry.linkNamespace),
    );
    lines.push({ text: `    ${text}`, entry });
  }
  for (const name of entry.alternativeNames ?? []) lines.push({ text: `    altname ${name}`, entry });
  for (const address of entry.addresses) {
    lines.push({ text: `    ${addressLine(address)}`, entry, address });
    if (address.valid !== undefined) {
      const text = `valid_lft ${lifetime(address.valid)} preferred_lft ${lifetime(address.preferred)}`;
      lines.push({ text: `       ${text}`, entry, address });
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
    ...settledFlags(address),
    named("proto", address.protocol),
    address.label,
  );
}

/**
 * Duplicate address detection (RFC 4862, 5.4) ends after a second or two and no engine tells of its end, so that
 * `tentative` would stay in an open document. Where it has failed, the address stays tentative for good, which is shown.
 */
function settledFlags({ flags }: Address): readonly string[] {
  return flags.includes("dadfailed") ? flags : flags.filter((flag) => flag !== "tentative");
}

/** `limited` stands for any number of seconds that is not over yet: it counts down from one reading to the next. */
function lifetime(value: Lifetime | undefined): string {
  return value === 0 ? "0sec" : typeof value === "number" ? "limited" : "forever";
}

function named(name: string, value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : `${name} ${value}`;
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(" ");
}
