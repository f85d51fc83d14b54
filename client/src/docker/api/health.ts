import { sanitize, sanitizeLines } from "../sanitize";
import { record } from "../record";

/** A container's health check, and what it came to lately. */
export interface HealthRecord {
  /** Its program and parameters; of a line for a shell, that line alone. Not sanitized: it is only read. */
  readonly words: readonly string[];
  /** True for a line that a shell reads. */
  readonly isShell: boolean;
  /** `healthy`, `unhealthy`, `starting`, or empty where the engine does not tell. */
  readonly status: string;
  readonly failingStreak: number;
  /** Of the last run; undefined where there was none. */
  readonly last: { readonly exitCode: number; readonly output: string } | undefined;
}

/** Reads `Config.Healthcheck` and `State.Health` of an inspection; undefined where the container has no health check. */
export function healthFrom(inspection: unknown): HealthRecord | undefined {
  const { Config, State } = record(inspection);
  const { Test } = record(record(Config).Healthcheck);
  const words = Array.isArray(Test) ? Test.filter((word) => typeof word === "string") : [];
  const [form, ...rest] = words;
  if ((form !== "CMD" && form !== "CMD-SHELL") || rest.length === 0) return undefined;
  const { Status, FailingStreak, Log } = record(record(State).Health);
  const last = record(Array.isArray(Log) ? Log.at(-1) : undefined);
  const { ExitCode, Output } = last;
  return {
    words: form === "CMD-SHELL" ? [rest.join(" ")] : rest,
    isShell: form === "CMD-SHELL",
    status: typeof Status === "string" ? sanitize(Status) : "",
    failingStreak: typeof FailingStreak === "number" ? FailingStreak : 0,
    last:
      typeof ExitCode === "number"
        ? { exitCode: ExitCode, output: typeof Output === "string" ? sanitizeLines(Output.slice(0, 4096)) : "" }
        : undefined,
  };
}
