/** How long an address stays, in seconds. Documents hold it still, so that two readings can be equal. */
export type Lifetime = "forever" | number;

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
  /** Who made it, such as `kernel_ll`: iproute2 6.3 and newer tell it. */
  readonly protocol?: string | undefined;
  readonly label?: string | undefined;
  readonly valid?: Lifetime | undefined;
  readonly preferred?: Lifetime | undefined;
}

/** What an interface has received and sent since it exists, from `/proc/net/dev`. */
export interface Counters {
  readonly receivedBytes: number;
  readonly receivedPackets: number;
  readonly receivedDropped: number;
  readonly sentBytes: number;
  readonly sentPackets: number;
  readonly sentDropped: number;
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
  /** `link-netnsid`: this namespace's number for the one that holds the other end; `link-netns`: its name. */
  readonly linkNamespace?: string | undefined;
  readonly alternativeNames?: readonly string[] | undefined;
  readonly addresses: readonly Address[];
  readonly counters?: Counters | undefined;
}

/** One route of the main table, in the words of `ip route`. */
export interface Route {
  readonly family: "inet" | "inet6";
  /** `unreachable`, `blackhole` and the like; absent for a usual one. */
  readonly type?: string | undefined;
  /** `default`, or an address with its prefix; `ip route` prints a single IPv4 address without one. */
  readonly destination: string;
  readonly gateway?: string | undefined;
  readonly device?: string | undefined;
  readonly protocol?: string | undefined;
  readonly scope?: string | undefined;
  readonly source?: string | undefined;
  readonly metric?: number | undefined;
  readonly mtu?: number | undefined;
  /** `linkdown`, `onlink` and the like. */
  readonly flags: readonly string[];
  readonly preference?: string | undefined;
  /** Where packets go by turns, where there are several ways; the route then has no gateway of its own. */
  readonly nexthops?: readonly Nexthop[] | undefined;
}

/** One of several ways that a route has. */
export interface Nexthop {
  readonly gateway?: string | undefined;
  readonly device?: string | undefined;
  readonly weight?: number | undefined;
  readonly flags: readonly string[];
}

/** What /etc/resolv.conf says. */
export interface Dns {
  readonly servers: readonly string[];
  readonly search: readonly string[];
  readonly options: readonly string[];
}

/** Who holds a socket, as far as it can be known from here. */
export interface SocketOwner {
  /** The name of the program, sanitized; empty where only its container is known. */
  readonly program: string;
  /** The number of its process on this machine, where it may be seen from here. */
  readonly pid?: number | undefined;
  /** What it was started as, sanitized and shortened; likewise. */
  readonly commandLine?: string | undefined;
  /**
   * The containers that the program runs in, by ID, the outermost first: an engine may run in a container itself. None
   * for a program of the host.
   */
  readonly containers: readonly string[];
}

/** A socket that waits for connections or datagrams. */
export interface ListeningSocket {
  readonly protocol: "tcp" | "udp";
  readonly family: "inet" | "inet6";
  /** `0.0.0.0` and `::` where it takes every address. */
  readonly address: string;
  readonly port: number;
  /** Whether one on `[::]` leaves IPv4 to others; absent where it is not told, as in /proc. */
  readonly v6only?: boolean | undefined;
  /** The user it belongs to, as the reader's user namespace numbers it. */
  readonly uid?: number | undefined;
  /** The kernel's number for it, by which its process is found. */
  readonly inode?: string | undefined;
  readonly owner?: SocketOwner | undefined;
}

/**
 * The ways of reading a namespace (docs/docker-behaviour.md#ways-of-reading). `proc` is from outside, `exec` is a
 * program of the container's own image.
 */
export type Way = "here" | "nsenter" | "proc" | "exec" | "helper" | "inspect";

/** Facts that a way of reading may not be able to tell. Sections add their own (`sections/section.ts`). */
export interface KnownFields extends Record<keyof Omit<Interface, "name" | "addresses">, true> {
  readonly addressFlags: true;
  readonly lifetimes: true;
}

/** What a way of reading is able to tell; what it is not, is unknown, not absent. */
export type KnownField = keyof KnownFields;

/** The texts that a namespace was read from, by where each came from, such as `/proc/net/dev` or `ip -j addr`. */
export type Texts = ReadonlyMap<string, string>;

/**
 * A network namespace at one moment, as far as the ways of reading it allow. Each section adds a member of its own
 * (`sections/section.ts`), which is absent where no way that was taken tells it.
 */
export interface Namespace {
  readonly interfaces: readonly Interface[];
  /** The kernel's own name for it, such as `net:[4026531992]`. */
  readonly identity?: string | undefined;
  readonly knownFields: ReadonlySet<KnownField>;
  readonly ways: readonly Way[];
  /** The host-mode container by way of which the host was read. */
  readonly by?: string | undefined;
  /** What the engine or the container said to the ways that did not work, where only the engine's account is left. */
  readonly refusal?: string | undefined;
  readonly texts: Texts;
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

/** Bits of `IFA_F_*` (linux/if_addr.h), as busybox and /proc/net/if_inet6 print them. */
export const addressFlagBits: readonly (readonly [number, (typeof addressFlags)[number]])[] = [
  [0x01, "secondary"],
  [0x02, "nodad"],
  [0x04, "optimistic"],
  [0x08, "dadfailed"],
  [0x10, "home"],
  [0x20, "deprecated"],
  [0x40, "tentative"],
  [0x100, "mngtmpaddr"],
  [0x200, "noprefixroute"],
];
