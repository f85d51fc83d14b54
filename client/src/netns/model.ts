/** How long an address stays: `limited` stands for any lifetime that counts down, so that two readings can be equal. */
export type Lifetime = "forever" | "limited" | "expired";

/** One address of an interface, in the words of `ip addr`. */
export interface Address {
  readonly family: "inet" | "inet6";
  readonly address: string;
  /** Absent where the way of reading does not tell it. */
  readonly prefix?: number | undefined;
  readonly peer?: string | undefined;
  readonly metric?: number | undefined;
  readonly broadcast?: string | undefined;
  readonly scope?: string | undefined;
  /** `secondary`, `nodad`, `dynamic` and the like, in the order in which iproute2 prints them. */
  readonly flags: readonly string[];
  readonly label?: string | undefined;
  readonly valid?: Lifetime | undefined;
  readonly preferred?: Lifetime | undefined;
}

/** One interface of a network namespace, in the words of `ip addr`. What the way of reading does not tell is absent. */
export interface Interface {
  readonly index?: number | undefined;
  readonly name: string;
  /** What stands behind the `@`: another interface's name, or `ifN` for one in another namespace. */
  readonly link?: string | undefined;
  readonly flags?: readonly string[] | undefined;
  readonly mtu?: number | undefined;
  readonly qdisc?: string | undefined;
  readonly master?: string | undefined;
  readonly state?: string | undefined;
  readonly group?: string | undefined;
  readonly queueLength?: number | undefined;
  readonly linkType?: string | undefined;
  readonly mac?: string | undefined;
  readonly broadcastMac?: string | undefined;
  /** `link-netnsid`: this namespace's number for the one that holds the other end. */
  readonly linkNamespace?: string | undefined;
  readonly alternativeNames?: readonly string[] | undefined;
  readonly addresses: readonly Address[];
}

/** The ways of reading a namespace, best first for what they tell (truth.md I). */
export type Way = "ip here" | "nsenter" | "exec ip -j" | "exec ip" | "proc" | "exec cat";

/** What a network namespace holds, and how that is known. */
export interface Reading {
  readonly interfaces: readonly Interface[];
  readonly way: Way;
}

/** The flags of an address in the order of iproute2's ip/ipaddress.c, `ifa_flag_names`. */
export const addressFlags = [
  "secondary",
  "temporary",
  "nodad",
  "optimistic",
  "dadfailed",
  "home",
  "deprecated",
  "tentative",
  "dynamic",
  "mngtmpaddr",
  "noprefixroute",
  "autojoin",
  "stable-privacy",
] as const;
