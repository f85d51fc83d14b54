/**
 * One spelling for every way to write the same IPv6 address, that of RFC 5952: the WHATWG URL standard's serializer
 * has it, but for an IPv4 address that was mapped, which stays readable. Undefined for another text; never throws.
 */
export function ipv6Text(text: string): string | undefined {
  if (!/^[0-9a-fA-F:.]+$/.test(text) || !text.includes(":")) return undefined;
  let short: string;
  try {
    short = new URL(`http://[${text}]/`).hostname.slice(1, -1);
  } catch {
    return undefined;
  }
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short) ?? [];
  if (high === undefined || low === undefined) return short;
  const value = [high, low].map((group) => Number.parseInt(group, 16));
  return `::ffff:${value.flatMap((group) => [group >> 8, group & 0xff]).join(".")}`;
}

/** The IPv4 address in an IPv6 text that {@link ipv6Text} wrote, where it stands for one. */
export function mappedIpv4(text: string): string | undefined {
  return /^::ffff:([\d.]+)$/.exec(text)?.[1];
}
