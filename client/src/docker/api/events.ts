import { say, type Text } from "../../../../shared/text";
import { EngineError, explainedFault, faultFrom, type EngineFault } from "../fault";
import { record } from "../record";
import { textLines } from "./textLines";

/** A change in the engine, told by itself. */
export interface EngineEvent {
  readonly type: "container" | "network" | "service" | "node";
  /** Such as `start`, `die`, `connect`. */
  readonly action: string;
  /** The container that changed; for a network's `connect` and `disconnect`, the container named in it. */
  readonly containerId?: string;
  /** The network that changed; absent where only a container's place in it did. */
  readonly networkId?: string;
  /** For `connect` and `disconnect`: the network in which the container's place changed, where the engine names it. */
  readonly attachedTo?: string;
  /** True where what a swarm runs may be another now. */
  readonly concernsSwarm?: boolean;
  /** The engine's clock as `since` takes it: seconds, a dot, nanoseconds. */
  readonly time?: string;
}

/** What hears of the feed. `opened` comes before any event of that stream, also of the first. */
export interface EventListener {
  opened(): void;
  event(event: EngineEvent): void;
  /** The stream ended or could not be opened, for the `attempt`th time in a row, from 1. */
  cut(fault: EngineFault, attempt: number): void;
}

/** What the feed needs of the outside. */
export interface EventSource {
  open(since: string | undefined, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  /** Resolves after so many milliseconds, or at once when aborted. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
  random(): number;
  /** The longest pause in milliseconds, where it is not the usual one: an attempt over ssh costs more. */
  longestPause?(): number | undefined;
}

const firstPause = 250;
const longestPause = 4_000;
const longEnough = 10_000;
const longestEvent = 1024 * 1024;

/** Milliseconds before the next attempt: doubling, at most 4 s, with jitter so that windows do not return in step. */
export function backOff(attempt: number, random: number, longest = longestPause): number {
  const ceiling = Math.min(longest, firstPause * 2 ** Math.min(attempt - 1, 16));
  return Math.round(ceiling * (0.5 + random / 2));
}

/**
 * Keeps one event stream open until the signal aborts. A new stream resumes from the last event's time; the engine
 * remembers only its last 256 events (moby daemon/events/events.go), so that listeners list anew on `opened`.
 */
export async function followEvents(source: EventSource, listener: EventListener, signal: AbortSignal): Promise<void> {
  let since: string | undefined;
  let attempt = 0;
  while (!signal.aborted) {
    let fault: EngineFault = { kind: "not-running", detail: "the event stream ended" };
    const started = performance.now();
    try {
      const stream = await source.open(since, signal);
      listener.opened();
      for await (const event of readEvents(stream)) {
        since = event.time ?? since;
        listener.event(event);
      }
    } catch (error) {
      fault = faultFrom(error);
    }
    // Aborting between the loop's check and here is the usual way to end.
    if (signal.aborted as boolean) return;
    // A stream that held for a while was a good one: the next attempt is a first attempt again.
    attempt = performance.now() - started > longEnough ? 1 : attempt + 1;
    listener.cut(fault, attempt);
    await source.pause(backOff(attempt, source.random(), source.longestPause?.()), signal);
  }
}

/** Splits a stream into the JSON objects it is made of, one a line. Throws {@link EngineError} for anything else. */
export async function* readEvents(stream: AsyncIterable<Uint8Array>): AsyncGenerator<EngineEvent> {
  const tooLong = (): EngineError => badAnswer(say`an event is longer than 1 MB`);
  for await (const line of textLines(stream, longestEvent, tooLong)) {
    const event = eventFrom(line);
    if (event !== undefined) yield event;
  }
}

/**
 * What changes something that lists show. All others are left out: programs run inside a container are frequent, our own
 * probes among them. `died` and `cleanup` are Podman's.
 */
const relevant: Readonly<Record<EngineEvent["type"], RegExp>> = {
  container:
    /^(?:create|start|restart|die|died|cleanup|stop|pause|unpause|rename|destroy|remove|update|health_status.*)$/u,
  network: /^(?:create|connect|disconnect|remove|destroy|update)$/u,
  service: /^(?:create|update|remove)$/u,
  node: /^(?:create|update|remove)$/u,
};

function eventFrom(line: string): EngineEvent | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    throw badAnswer(say`an event is not JSON`);
  }
  const event = record(parsed);
  const type = event.Type;
  const action = typeof event.Action === "string" ? event.Action : "";
  if (type !== "container" && type !== "network" && type !== "service" && type !== "node") return undefined;
  if (!relevant[type].test(action)) return undefined;
  const actor = record(event.Actor);
  const attributes = record(actor.Attributes);
  // What is asked for by it next goes into an address.
  const text = (value: unknown): string | undefined =>
    typeof value === "string" && /^[\w.-]{1,128}$/u.test(value) ? value : undefined;
  const ofPlace = action === "connect" || action === "disconnect";
  // Of a place in a network, Docker names the network as the actor; Podman the container (4.3).
  const placed =
    type === "network" ? (text(attributes.container) ?? (ofPlace ? text(actor.ID) : undefined)) : undefined;
  const containerId = type === "container" ? text(actor.ID) : placed;
  const networkId = type === "network" && !ofPlace ? text(actor.ID) : undefined;
  const attachedTo = ofPlace && text(attributes.container) !== undefined ? text(actor.ID) : undefined;
  const concernsSwarm =
    type === "service" || type === "node" || text(attributes["com.docker.swarm.service.id"]) !== undefined;
  return {
    type,
    action,
    ...(containerId === undefined ? {} : { containerId }),
    ...(networkId === undefined ? {} : { networkId }),
    ...(attachedTo === undefined ? {} : { attachedTo }),
    ...(concernsSwarm ? { concernsSwarm } : {}),
    // The digits stay text: nanoseconds since 1970 are more than a number holds exactly.
    ...timeFrom(/"timeNano":(\d{10,20})(?!\d)/u.exec(line)?.[1]),
  };
}

function timeFrom(nanoseconds: string | undefined): { time?: string } {
  return nanoseconds === undefined ? {} : { time: `${nanoseconds.slice(0, -9)}.${nanoseconds.slice(-9)}` };
}

function badAnswer(words: Text): EngineError {
  return new EngineError(explainedFault("bad-answer", words));
}
