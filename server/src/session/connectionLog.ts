import type { Connection } from "vscode-languageserver";
import { isLogLevel, type Logger, type LogLevel, logLevels } from "../../../shared/logger";

/** Writes to the client's log (`window/logMessage`) what its level lets through; `info` until the client says another. */
export class ConnectionLog implements Logger {
  private level: LogLevel = "info";

  constructor(private readonly console: Connection["console"]) {}

  /** What the client asked for; anything that is no level is left out of account. */
  setLevel(level: unknown): void {
    if (isLogLevel(level)) this.level = level;
  }

  /** Whether lines of a level are written: what costs time to find out is not looked for otherwise. */
  writes(level: LogLevel): boolean {
    return logLevels.indexOf(level) >= logLevels.indexOf(this.level);
  }

  trace(message: string): void {
    // The protocol has no level of that name; clients show its lowest one as such.
    if (this.writes("trace")) this.console.log(message);
  }

  debug(message: string): void {
    if (this.writes("debug")) this.console.debug(message);
  }

  info(message: string): void {
    if (this.writes("info")) this.console.info(message);
  }

  warn(message: string): void {
    if (this.writes("warn")) this.console.warn(message);
  }

  error(message: string): void {
    this.console.error(message);
  }
}
