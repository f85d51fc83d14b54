import { sanitize } from "../../docker/sanitize";
import type { Interface } from "../model";
import { wholeNumber, words } from "./tokens";

/** What is read of /sys/class/net/NAME, one file each. `master` is the index of the bridge that it is a port of. */
export const sysfsFiles = [
  "ifindex",
  "iflink",
  "mtu",
  "flags",
  "carrier",
  "operstate",
  "address",
  "broadcast",
  "tx_queue_len",
  "type",
  "netdev_group",
  "master/ifindex",
] as const;

/** How the folder of an interface names those of its namespace that it stands on, as a VLAN does on a card. */
export const lowerPrefix = "lower_";

/** Interface flags in the order of iproute2's ip/ipaddress.c, `print_link_flags`; values of linux/if.h. */
const flagBits: readonly (readonly [number, string])[] = [
  [0x8, "LOOPBACK"],
  [0x2, "BROADCAST"],
  [0x10, "POINTOPOINT"],
  [0x1000, "MULTICAST"],
  [0x80, "NOARP"],
  [0x400, "MASTER"],
  [0x800, "SLAVE"],
  [0x4, "DEBUG"],
  [0x8000, "DYNAMIC"],
  [0x4000, "AUTOMEDIA"],
  [0x2000, "PORTSEL"],
  [0x20, "NOTRAILERS"],
  [0x1, "UP"],
];

/** `ARPHRD_*` of linux/if_arp.h as iproute2 writes them behind `link/` (lib/ll_types.c). */
const linkTypes: Readonly<Record<string, string>> = {
  "1": "ether",
  "32": "infiniband",
  "512": "ppp",
  "768": "ipip",
  "769": "tunnel6",
  "772": "loopback",
  "776": "sit",
  "778": "gre",
  "823": "gre6",
  "65534": "none",
};

/** The name of a kind of link by its number; undefined for one that has none. */
export function linkTypeNamed(number: string): string | undefined {
  return linkTypes[number];
}

/** What sysfs tells of an interface; the name of its master is found by index afterwards. */
export type SysfsInterface = Omit<Interface, "addresses" | "name" | "counters"> & { masterIndex?: number | undefined };

/** Reads lines of a file's name and what it holds, as {@link sysfsFiles} names them. Never throws. */
export function parseSysfs(text: string): SysfsInterface {
  const values = new Map(
    text.split("\n").map((line): [string, string | undefined] => [words(line)[0] ?? "", words(line)[1]]),
  );
  const index = wholeNumber(values.get("ifindex"));
  const link = wholeNumber(values.get("iflink"));
  const group = values.get("netdev_group");
  return {
    index,
    link: link === undefined || link === 0 || link === index ? undefined : `if${link}`,
    flags: flagsFrom(values.get("flags"), values.get("carrier") === "1", values.get("operstate")),
    mtu: wholeNumber(values.get("mtu")),
    state: values.get("operstate")?.toUpperCase(),
    group: group === "0" ? "default" : group,
    queueLength: wholeNumber(values.get("tx_queue_len")),
    linkType: linkTypeNamed(values.get("type") ?? ""),
    mac: values.get("address"),
    broadcastMac: values.get("broadcast"),
    masterIndex: wholeNumber(values.get("master/ifindex")),
  };
}

/** The interfaces of its namespace that this one stands on, each on a line of {@link lowerPrefix} and its name. */
export function lowerOf(text: string): string[] {
  const lines = text.split("\n").filter((line) => line.startsWith(lowerPrefix));
  return lines.map((line) => sanitize(line.slice(lowerPrefix.length).trim(), 64));
}

/**
 * The flags that `ip` prints. sysfs has the driver's own view: whether there is a carrier stands in another file, and
 * PROMISC and ALLMULTI are set there for every port of a bridge, which `ip` does not print (net/core/dev.c,
 * dev_get_flags).
 */
function flagsFrom(hex: string | undefined, carrier: boolean, state: string | undefined): string[] | undefined {
  if (hex === undefined || !/^0x[0-9a-f]+$/u.test(hex)) return undefined;
  const mask = Number(hex);
  const flags = flagBits.filter(([bit]) => (mask & bit) !== 0).map(([, name]) => name);
  const running = state === "up" || state === "unknown";
  return [
    ...(flags.includes("UP") && !running ? ["NO-CARRIER"] : []),
    ...flags,
    ...(carrier ? ["LOWER_UP"] : []),
    ...(state === "dormant" ? ["DORMANT"] : []),
  ];
}
