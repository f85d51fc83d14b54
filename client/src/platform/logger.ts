import type { Logger } from "../../../shared/logger";

export type { Logger } from "../../../shared/logger";

/** Writes nothing. */
export const silentLogger: Logger = loggerOf(() => undefined);

/**
 * Writes to a channel what may be shown: the user and the password of an address are left out, and what could move a
 * cursor or hide text becomes a space. Lines of a stack stay lines.
 */
export function loggerTo(channel: Logger): Logger {
  return loggerOf((level, message) => channel[level](withoutUserInfo(message).replace(unprintable, " ")));
}

/** Puts a name before each line, such as the name of one engine among several. */
export function namedLogger(log: Logger, name: string): Logger {
  return loggerOf((level, message) => log[level](`${name}: ${message}`));
}

/** `ssh://user:password@host` is `ssh://host`. */
function withoutUserInfo(text: string): string {
  return text.replace(/:\/\/[^\s/]*@/gu, "://");
}

/** An error with its stack, which says where it was thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const unprintable = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function loggerOf(write: (level: keyof Logger, message: string) => void): Logger {
  return {
    trace: (message) => write("trace", message),
    debug: (message) => write("debug", message),
    info: (message) => write("info", message),
    warn: (message) => write("warn", message),
    error: (message) => write("error", message),
  };
}
