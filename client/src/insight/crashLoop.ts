import type { ContainerDetail } from "../docker/api/engine";
import type { Container } from "../docker/inventory/container";
import type { Problem } from "./problems";

/**
 * Whether the program of a container that does not run at this moment fails again and again, or did until the engine
 * gave up. One that the user stopped meanwhile cannot be told from others, except where its policy had an end.
 */
export function crashLoop({ state, exitCode }: Container, detail: ContainerDetail): Problem[] {
  const { restarts, mostRestarts } = detail;
  // While its next run is under way, the engine tells 0; the list still has the run before.
  const code = detail.running && !detail.restarting ? (exitCode ?? 0) : detail.exitCode;
  const givenUp = state === "exited" && mostRestarts > 0 && restarts >= mostRestarts;
  if (restarts === 0 || code === 0 || !(state === "restarting" || givenUp)) return [];
  return [{ kind: "crash-loop", restarts, exitCode: code }];
}

/** Exit codes of a program that was told to end: by Ctrl+C, by kill, by stop. */
const endedBySignal = new Set([130, 137, 143]);

/** Whether an exited container may have been given up by the engine, or says in its log what it failed for. */
export function mayHaveFailed({ state, exitCode }: Container): boolean {
  return state === "exited" && exitCode !== undefined && exitCode !== 0 && !endedBySignal.has(exitCode);
}
