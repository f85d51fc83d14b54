import { sanitize } from "../docker/sanitize";

/** The line of a log that says a port was taken, and the port where the line names it. */
export interface PortInUse {
  readonly line: string;
  readonly port?: number;
}

/**
 * Looks for a taken port in the log of a container that exited. A host-mode application that loses the race for a port
 * exits with its own code and leaves `State.Error` empty: the evidence is only in its log
 * (docs/docker-behaviour.md#who-loses-a-port).
 */
export function portInUse(log: string): PortInUse | undefined {
  const lines = log.split("\n").filter((candidate) => /address (?:is )?already in use|EADDRINUSE/i.test(candidate));
  const told = lines.map(reading);
  // What the system says names no port; what the program makes of it often does.
  return told.find(({ port }) => port !== undefined) ?? told[0];
}

function reading(line: string): PortInUse {
  const clean = sanitize(line);
  // Times of day look like ports; an address ends in its port, a colon at most behind it.
  const address = /[\s\d\]*:]:(\d{1,5})(?=:?(?:[\s),]|$))/u.exec(clean.replace(/\b\d\d:\d\d:\d\d\b/gu, ""));
  const port = Number(address?.[1] ?? 0);
  return { line: clean, ...(port > 0 && port < 65536 ? { port } : {}) };
}
