import type { Container } from "../docker/inventory/container";
import type { ContainerDetail, Engine } from "../docker/api/engine";
import { portInUse, type PortInUse } from "./exitReason";

/** Lines of log in which the reason of an exit is looked for. */
const logLines = 100;

/** The engine notes the start a moment after the program began to write (moby daemon/start.go). */
const slackSeconds = 2;

/**
 * The port for which the last run of a container failed, as its own log says
 * (docs/docker-behaviour.md#who-loses-a-port). What an earlier run wrote is history, and a program that ended by itself
 * without a failure lost nothing. Throws EngineError.
 */
export async function portTakenInLastRun(
  engine: Engine,
  container: Container,
  detail: ContainerDetail,
  signal: AbortSignal | undefined,
): Promise<PortInUse | undefined> {
  if (detail.exitCode === 0 && container.state !== "restarting") return undefined;
  return portInUse(await lastRunLog(engine, container, detail, signal));
}

/**
 * The last lines that the last run of a container wrote, what it wrote as errors first. One that is started again and
 * again may run at this moment: its last run is then the one before. Throws EngineError.
 */
export async function lastRunLog(
  engine: Engine,
  { id }: Container,
  { startedAt, finishedAt }: ContainerDetail,
  signal: AbortSignal | undefined,
): Promise<string> {
  const times = [startedAt, finishedAt].map((time) => Date.parse(time)).filter((time) => !Number.isNaN(time));
  const since = times.length === 0 ? undefined : Math.floor(Math.min(...times) / 1000) - slackSeconds;
  const { stdout, stderr } = await engine.logs(id, logLines, signal, since);
  return `${stderr}\n${stdout}`;
}
