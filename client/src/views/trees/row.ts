import type { Container, PublishedPort } from "../../docker/inventory/container";
import type { PortProblem } from "../../insight/portProblems";
import type { HostPort } from "../../insight/hostPorts";

/** What every line of a tree has, as data. `id` is the same across all changes of state. */
interface Line {
  readonly id: string;
  /** The key of the engine that it belongs to; empty for the usual one. */
  readonly engine: string;
  readonly label: string;
  readonly description: string;
  /** A codicon and, where it carries meaning, a theme colour; the description says the same in words. */
  readonly icon: string;
  readonly colour?: string;
  /** For `when` clauses, such as `container.running.own`; package.json names them all. */
  readonly contextValue: string;
  /** What a screen reader says. */
  readonly spoken: string;
  readonly fold: "leaf" | "closed" | "open";
  /** The ID of the command that runs when it is chosen. */
  readonly command?: string;
}

/** A container, in the list or among the members of a network, where it has an address. */
export interface ContainerRow extends Line {
  readonly kind: "container";
  readonly container: Container;
  /** What Copy IP Address copies from this line; undefined where it asks. */
  readonly address: string | undefined;
}

/** A container's place in a network, or what it has instead of one. */
export interface PlaceRow extends Line {
  readonly kind: "place";
  readonly container: Container;
  readonly address: string | undefined;
}

/** A port that a container publishes. */
export interface PortRow extends Line {
  readonly kind: "port";
  readonly container: Container;
  readonly port: PublishedPort;
  /** `host:port`, as it is reached from here; undefined while no engine answers. */
  readonly reachable: string | undefined;
}

/** A port of the host that is taken. */
export interface HostPortRow extends Line {
  readonly kind: "hostPort";
  readonly hostPort: HostPort;
  readonly problems: readonly PortProblem[];
  /** The container that has it. */
  readonly container: Container | undefined;
  readonly reachable: string | undefined;
}

/** A fact below a container: a socket that it listens on, what is wrong with it, or another one in its namespace. */
export interface FactRow extends Line {
  readonly kind: "listener" | "problem" | "sharer";
  readonly container: Container;
  /** The port of the host that a problem is about. */
  readonly hostPort?: number | undefined;
}

/** A task of a swarm's service. */
export interface TaskRow extends Line {
  readonly kind: "task";
  /** Its container, where that is on this engine. */
  readonly container: Container | undefined;
}

/** A group of containers, or a swarm's service, by the key or the ID that what is below it is found by. */
export interface KeyedRow extends Line {
  readonly kind: "group" | "service";
  readonly key: string;
}

/** A network of the engine. */
export interface NetworkRow extends Line {
  readonly kind: "network";
  /** Its ID. */
  readonly network: string;
}

/** A line that is about nothing but itself. */
export interface PlainRow extends Line {
  readonly kind: "engine" | "editorPorts" | "message" | "stopped" | "swarm" | "servicePort";
}

/** A line of a tree, by what it is about. */
export type Row =
  ContainerRow | PlaceRow | PortRow | HostPortRow | FactRow | TaskRow | KeyedRow | NetworkRow | PlainRow;

/** The container that a line is, or is about. */
export function containerOf(row: Row): Container | undefined {
  return "container" in row ? row.container : undefined;
}

/** What Copy IP Address copies from a line. */
export function addressOf(row: Row): string | undefined {
  return "address" in row ? row.address : undefined;
}

/** Texts of a line as they are read out: what stands apart on the line, between two spaces, is a clause of its own. */
export function spokenText(...texts: readonly string[]): string {
  return texts
    .filter((text) => text !== "")
    .join(", ")
    .replaceAll("  ", ", ");
}

/** Puts an engine's key before an ID, so that two engines may have the same things. The usual engine needs none. */
export function rowId(engine: string, ...parts: string[]): string {
  const id = parts.join("/");
  return engine === "" ? id : `${engine}|${id}`;
}
