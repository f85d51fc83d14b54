import type { Container } from "../docker/inventory/container";
import type { ContainerDetail, Engine } from "../docker/api/engine";
import type { Output } from "../docker/api/multiplex";
import { portInUse, reasonInLog, type LogReason, type PortInUse } from "./exitReason";

/** Lines of log in which the reason of an exit is looked for. */
const logLines = 100;

/** The engine notes the start a moment after the program began to write (moby daemon/start.go). */
const slackSeconds = 2;

/**
 * The port for which the last run of a container failed, as its own log says
 * (docs/docker-behaviour.md#who-loses-a-port). Throws EngineError.
 */
export async function portTakenInLastRun(
  engine: Engine,
  container: Container,
  detail: ContainerDetail,
  signal: AbortSignal | undefined,
): Promise<PortInUse | undefined> {
  if (!hasFailed(container, detail)) return undefined;
  const { stdout, stderr } = await lastRunLog(engine, container, detail, signal);
  return portInUse(`${stderr}\n${stdout}`);
}

/** What the log of the last run says of the network, where that run failed. Throws EngineError. */
export async function reasonOfLastRun(
  engine: Engine,
  container: Container,
  detail: ContainerDetail,
  signal: AbortSignal | undefined,
): Promise<LogReason | undefined> {
  if (!hasFailed(container, detail)) return undefined;
  return reasonInLog(await lastRunLog(engine, container, detail, signal));
}

/** What an earlier run wrote is history, and a program that ended by itself without a failure lost nothing. */
function hasFailed({ state }: Container, { exitCode }: ContainerDetail): boolean {
  return exitCode !== 0 || state === "restarting";
}

/**
 * The last lines that the last run of a container wrote. One that is started again and again may run at this moment: its
 * last run is then the one before. Throws EngineError.
 */
export function lastRunLog(
  engine: Engine,
  { id }: Container,
  { startedAt, finishedAt }: ContainerDetail,
  signal: AbortSignal | undefined,
): Promise<Output> {
  const times = [startedAt, finishedAt].map((time) => Date.parse(time)).filter((time) => !Number.isNaN(time));
  const since = times.length === 0 ? undefined : Math.floor(Math.min(...times) / 1000) - slackSeconds;
  return engine.logs(id, logLines, signal, since);
}
