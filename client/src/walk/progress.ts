import type { Found, PortName, Step, WalkPorts } from "./walk";

/** What was found or done, by step and action. */
export type Tried = Readonly<Record<string, Found | "done">>;

/** Under what an action of a step is remembered. */
export function triedKey(step: string, action: string): string {
  return `${step}/${action}`;
}

/** How far a user has come in a walk: what is remembered over a reload. */
export interface Progress {
  readonly tried: Tried;
  /** The steps that were complete once and were not undone since. */
  readonly completed: readonly string[];
  /** Ports that the user took instead of those of the settings, since these were taken. */
  readonly ports: Partial<WalkPorts>;
}

/** Of somebody who has not begun. */
export const noProgress: Progress = { tried: {}, completed: [], ports: {} };

/** The progress after an action of a step. */
export function withTried(progress: Progress, step: string, action: string, found: Found | "done"): Progress {
  return { ...progress, tried: { ...progress.tried, [triedKey(step, action)]: found } };
}

/** The progress with these steps complete; the same object where they were so before. */
export function withCompleted(progress: Progress, steps: readonly string[]): Progress {
  const news = steps.filter((step) => !progress.completed.includes(step));
  return news.length === 0 ? progress : { ...progress, completed: [...progress.completed, ...news] };
}

/** The progress with another number for a port. */
export function withPort(progress: Progress, name: PortName, port: number): Progress {
  return { ...progress, ports: { ...progress.ports, [name]: port } };
}

/** The progress as if the step had never been played. */
export function withoutStep(progress: Progress, step: Step): Progress {
  const own = step.actions.map(({ id }) => triedKey(step.id, id));
  const tried = Object.entries(progress.tried).filter(([key]) => !own.includes(key));
  return {
    ...progress,
    tried: Object.fromEntries(tried),
    completed: progress.completed.filter((id) => id !== step.id),
  };
}

/** Reads what was remembered, by whichever version wrote it. Total: anything gives a progress. */
export function progressFrom(remembered: unknown): Progress {
  const { tried, completed, ports } = members(remembered);
  const isResult = (value: unknown): value is Found | "done" =>
    value === "answers" || value === "nothing" || value === "done";
  const results = Object.entries(members(tried)).filter((entry): entry is [string, Found | "done"] =>
    isResult(entry[1]),
  );
  return {
    tried: Object.fromEntries(results),
    completed: (Array.isArray(completed) ? completed : []).filter((step) => typeof step === "string"),
    ports: portsFrom(ports),
  };
}

/** The numbers of ports in a value of a setting or of a memory; what is no port is left out. */
export function portsFrom(value: unknown): Partial<WalkPorts> {
  const { app, published } = members(value);
  return { ...(isPort(app) ? { app } : {}), ...(isPort(published) ? { published } : {}) };
}

function isPort(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value < 65_536;
}

function members(value: unknown): Partial<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
