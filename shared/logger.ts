/**
 * Lines for whoever has to find out why something went wrong. They hold no secrets: no values of the environment, no labels,
 * no tokens.
 */
export interface Logger {
  trace(message: string): void;
  /** What was done, step by step, and how long it took. */
  debug(message: string): void;
  /** What changed: what was started, what ended. */
  info(message: string): void;
  /** What the user was told could not be done, and what works less well than it should. */
  warn(message: string): void;
  /** A fault of Hostside itself. */
  error(message: string): void;
}

/** From the one that writes everything to the one that writes least. */
export const logLevels = ["trace", "debug", "info", "warn", "error"] as const satisfies (keyof Logger)[];
export type LogLevel = (typeof logLevels)[number];

/** Whether a word is a level. */
export function isLogLevel(word: unknown): word is LogLevel {
  return logLevels.some((level) => level === word);
}
