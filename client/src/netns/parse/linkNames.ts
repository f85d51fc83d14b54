import type { Interface } from "../model";

/**
 * Names the other end of each link as iproute2 does: by name where it is an interface of this namespace, by number
 * (`if7`) where it is one of another. Neither busybox nor `iflink` of sysfs tells which: busybox prints the name of
 * whatever has that number here, so that with engine 28, whose containers number their interfaces from 2, the end of a
 * container seems tied to the host's first card. It is one of here where each names the other (a veth pair), or where
 * sysfs has it as what the interface stands on (`lower`).
 */
export function withLinkNames(
  interfaces: readonly Interface[],
  lower: ReadonlyMap<string, readonly string[]>,
): Interface[] {
  const byName = new Map(interfaces.map((entry) => [entry.name, entry]));
  const byIndex = new Map(interfaces.map((entry) => [entry.index, entry]));
  const numberOf = ({ link = "" }: Interface): number | undefined => {
    const named = byName.get(link);
    const number = named === undefined ? /^if(\d+)$/u.exec(link)?.[1] : named.index;
    return number === undefined ? undefined : Number(number);
  };
  return interfaces.map((entry) => {
    const number = numberOf(entry);
    if (number === undefined) return entry;
    const target = byIndex.get(number);
    const here =
      target !== undefined &&
      (numberOf(target) === entry.index || lower.get(entry.name)?.includes(target.name) === true);
    if (here) return { ...entry, link: target.name };
    // Busybox says so of a link that is down, and looks at the wrong one.
    return { ...entry, link: `if${number}`, flags: entry.flags?.filter((flag) => flag !== "M-DOWN") };
  });
}
