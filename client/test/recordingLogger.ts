import { loggerTo, type Logger } from "../src/platform/logger";

/** A log that keeps its lines, each with its level before it, as the output channel gets them. */
export function recordingLogger(): { readonly log: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  const write =
    (level: string) =>
    (message: string): void => {
      lines.push(`${level} ${message}`);
    };
  const channel = {
    ...{ trace: write("trace"), debug: write("debug"), info: write("info"), warn: write("warn") },
    error: write("error"),
  };
  return { log: loggerTo(channel), lines };
}
