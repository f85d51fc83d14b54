import type { Inventory } from "../../docker/inventory/inventory";
import type { Dns, ListeningSocket, Namespace } from "../../netns/model";
import type { Firewall } from "./firewall/rules";

/** Whether packets pass; `unknown` where that could not be read, which is never taken for either. */
export type PathState = "open" | "closed" | "unknown";

/** Where a connection begins: the engine's host, another machine on its network, or a container by its ID. */
export type Place =
  | { readonly kind: "host" }
  | { readonly kind: "outside"; readonly address?: string }
  | { readonly kind: "container"; readonly id: string };

/** What is called: a name or an address as the place would write it, with its port. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly protocol: "tcp" | "udp";
}

/** A line of /etc/hosts: one address and its names. */
export interface HostsEntry {
  readonly address: string;
  readonly names: readonly string[];
}

/** What was read of one place: its network namespace and the two files by which it looks names up. */
export interface PlaceReading {
  readonly namespace?: Namespace | undefined;
  /** Why there is no namespace; data of an engine or a kernel, sanitized. */
  readonly refusal?: string | undefined;
  /** /etc/hosts; undefined where it could not be had. */
  readonly hosts?: readonly HostsEntry[] | undefined;
  /** /etc/resolv.conf; likewise. */
  readonly dns?: Dns | undefined;
  /** The names that each network knows the container by, beside its own, by the network's name. */
  readonly networkNames?: ReadonlyMap<string, readonly string[]> | undefined;
  /** The container joined a namespace whose owner has been restarted since (docs/docker-behaviour.md#dead-namespace). */
  readonly orphaned?: boolean | undefined;
}

/** What the kernel of the host does with packets that are not for itself. */
export interface Forwarding {
  readonly inet: boolean;
  readonly inet6: boolean;
  /** Whether rules of the firewall see what one port of a bridge sends to another. */
  readonly bridged: { readonly inet: boolean; readonly inet6: boolean };
}

/** Everything that paths are derived from, read at one moment. Data alone: nothing is asked while paths are derived. */
export interface PathSnapshot {
  readonly inventory: Inventory;
  /**
   * Docker Desktop answers names of its own; on Linux nobody does. `udpAnswers`: whether the engine's proxy answers a UDP
   * call from the address that was called (docs/docker-behaviour.md#proxy-udp-answer). `names`: whether its name server
   * looks for each family on all networks, or answers both from the first one that has the name
   * (docs/docker-behaviour.md#names-of-two-networks). Undefined where that is not known of this version.
   */
  readonly engine: {
    readonly desktop: boolean;
    readonly rootless: boolean;
    readonly udpAnswers: "from-called-address" | "from-nearest-address" | undefined;
    readonly names: "by-family" | "by-network" | undefined;
  };
  readonly host: PlaceReading;
  readonly containers: ReadonlyMap<string, PlaceReading>;
  /** The host's rules, or why they could not be read. */
  readonly firewall: Firewall | Unread;
  readonly forwarding: Forwarding | Unread;
}

/** What could not be read, and why. */
export interface Unread {
  readonly unread: "not-root" | "elsewhere" | "failed";
}

/** One step of a path. */
export interface Hop {
  readonly kind: "place" | "name" | "route" | "publish" | "bridge" | "firewall" | "socket" | "return";
  readonly state: PathState;
  /** What was found there; `pathWords.ts` says it in sentences. */
  readonly finding: Finding;
  /** What was read, and where. */
  readonly evidence: readonly string[];
}

/** A container, or the host, as the owner of an address. */
export type Party =
  { readonly kind: "host" } | { readonly kind: "container"; readonly id: string; readonly name: string };

/** What was found at a hop. */
export type Finding =
  | { readonly kind: "not-running"; readonly name: string; readonly state: string }
  | { readonly kind: "paused"; readonly name: string }
  | { readonly kind: "dead-namespace"; readonly name: string }
  | { readonly kind: "unreadable"; readonly name: string; readonly refusal: string }
  | {
      readonly kind: "answered";
      readonly name: string;
      readonly by: "hosts" | "docker";
      readonly addresses: readonly string[];
    }
  | {
      readonly kind: "other-network";
      readonly name: string;
      readonly party: string;
      readonly networks: readonly string[];
    }
  | { readonly kind: "host-mode-name"; readonly name: string; readonly party: string }
  | { readonly kind: "sharer-name"; readonly name: string; readonly party: string }
  | { readonly kind: "stopped-name"; readonly name: string; readonly party: string }
  | { readonly kind: "asked-by-host-mode"; readonly name: string; readonly party: string }
  | { readonly kind: "default-bridge-name"; readonly name: string; readonly party: string }
  | { readonly kind: "host-gateway-unknown"; readonly name: string }
  | { readonly kind: "answered-by-some"; readonly name: string; readonly addresses: readonly string[] }
  | { readonly kind: "other-servers"; readonly name: string; readonly servers: readonly string[] }
  | {
      readonly kind: "no-route";
      readonly address: string;
      readonly family: "inet" | "inet6";
      readonly internal: boolean;
    }
  | { readonly kind: "no-family"; readonly family: "inet" | "inet6"; readonly where: string }
  | { readonly kind: "no-way-from-outside"; readonly address: string }
  | {
      readonly kind: "routed";
      readonly address: string;
      readonly device: string;
      readonly gateway?: string;
      readonly source?: string;
    }
  | { readonly kind: "tentative"; readonly address: string }
  | { readonly kind: "local"; readonly address: string }
  | { readonly kind: "nobody-there"; readonly address: string; readonly network: string }
  | { readonly kind: "elsewhere"; readonly address: string }
  | { readonly kind: "same-network"; readonly network: string; readonly party: Party }
  | { readonly kind: "own-parent"; readonly network: string; readonly parent: string }
  | { readonly kind: "not-forwarded"; readonly family: "inet" | "inet6" }
  | { readonly kind: "dnat"; readonly from: string; readonly to: string; readonly rule: string }
  | { readonly kind: "proxy"; readonly from: string; readonly to: string; readonly container: string }
  | { readonly kind: "passed"; readonly chain: string; readonly rule?: string }
  | { readonly kind: "dropped"; readonly chain: string; readonly rule: string; readonly why: DropReason }
  | { readonly kind: "rule-unclear"; readonly chain: string; readonly rule: string }
  | { readonly kind: "firewall-unread"; readonly unread: Unread["unread"] }
  | { readonly kind: "no-way-back"; readonly name: string; readonly to: string }
  /** A program that takes datagrams on all addresses answers from the one that is nearest to the caller. */
  | { readonly kind: "answers-from"; readonly address: string; readonly asked: string; readonly proxy: boolean }
  | { readonly kind: "listens"; readonly where: string; readonly socket: ListeningSocket }
  | {
      readonly kind: "not-listening";
      readonly where: string;
      readonly address: string;
      readonly port: number;
      readonly protocol: "tcp" | "udp";
      readonly instead: Instead;
    };

/** Whose rule it is that drops, where the rule shows it. */
export type DropReason = "internal" | "icc" | "isolation" | "loopback-publish" | "user" | "other";

/** What listens instead of what was called: the usual mistakes. */
export type Instead =
  | { readonly kind: "nothing" }
  | { readonly kind: "loopback"; readonly address: string }
  | { readonly kind: "other-address"; readonly address: string }
  | { readonly kind: "other-family"; readonly address: string }
  | { readonly kind: "other-protocol"; readonly protocol: "tcp" | "udp" }
  /** The port is published, and this is the one inside. */
  | { readonly kind: "published-as"; readonly containerPort: number }
  /** The port is one of a container, and this is the one that is published for it. */
  | { readonly kind: "port-inside"; readonly container: string; readonly hostPort: number }
  | { readonly kind: "other-ports"; readonly ports: readonly number[] };

/** The way from a place to a target: its hops in order, up to the first closed one. */
export interface Path {
  readonly place: Place;
  readonly target: Target;
  readonly hops: readonly Hop[];
  /** Closed where a hop is, else unknown where one is, else open. */
  readonly state: PathState;
  /** The hop that decides: the first closed one, else the first unknown one, else the socket. */
  readonly decisive: Hop;
}
