import type { Engine } from "../../docker/api/engine";
import type { EngineFacts } from "../../docker/api/engineFacts";
import type { Container } from "../../docker/inventory/container";
import type { Route } from "../model";
import { parseProcRoutes } from "../parse/procRoutes";
import { hostProcesses } from "./hostProcess";
import type { Machine } from "./machine";

/**
 * The routes of the engine's host, by /proc of a process that is proven to be in its namespace; undefined where there is none
 * on this machine. Runs nothing in any container. Throws EngineError.
 */
export async function readHostRoutes(
  engine: Engine,
  facts: EngineFacts,
  machine: Machine,
  containers: readonly Container[],
  signal?: AbortSignal,
): Promise<Route[] | undefined> {
  for await (const { pid } of hostProcesses(engine, machine, containers, facts, signal)) {
    const read = (name: string): Promise<string | undefined> => machine.read(`/proc/${pid}/net/${name}`);
    const [route, ipv6Route = "", fibTrie = ""] = await Promise.all(["route", "ipv6_route", "fib_trie"].map(read));
    if (route !== undefined) return parseProcRoutes(route, ipv6Route, fibTrie);
  }
  return undefined;
}
