/** What nobody caught while something ran. */
export interface Uncaught {
  readonly errors: unknown[];
  /** Gives the process back to those who listened before. */
  stop(): void;
}

const names = ["uncaughtException", "unhandledRejection"] as const;

/** Counts what nobody catches from now on, in place of those who listen for it. */
export function countUncaught(): Uncaught {
  const errors: unknown[] = [];
  const count = (error: unknown): void => void errors.push(error);
  const before = names.map((name) => process.listeners(name as "uncaughtException"));
  for (const name of names) {
    process.removeAllListeners(name);
    process.on(name, count);
  }
  return {
    errors,
    stop: () => {
      names.forEach((name, index) => {
        process.removeListener(name, count);
        for (const listener of before[index] ?? []) process.on(name as "uncaughtException", listener);
      });
    },
  };
}
