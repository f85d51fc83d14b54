import type { Container, PublishedPort } from "../../docker/inventory/container";
import type { HostPort } from "../../insight/hostPorts";

/** A line of a tree, as data. `id` is the same across all changes of state. */
export interface Row {
  readonly kind:
    | "engine"
    | "message"
    | "group"
    | "container"
    | "network"
    | "port"
    | "listener"
    | "sharer"
    | "problem"
    | "service"
    | "task"
    | "hostPort";
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
  /** The container that the line is, or is about. */
  readonly container?: Container;
  /** What Copy IP Address copies from this line. */
  readonly address?: string;
  /** `host:port`, as it is reached from here. */
  readonly reachable?: string;
  readonly port?: PublishedPort;
  readonly hostPort?: HostPort;
  /** The ID of a network. */
  readonly network?: string;
  /** The key of a group, or the ID of a service. */
  readonly key?: string;
}

/** Puts an engine's key before an ID, so that two engines may have the same things. The usual engine needs none. */
export function rowId(engine: string, ...parts: string[]): string {
  const id = parts.join("/");
  return engine === "" ? id : `${engine}|${id}`;
}
