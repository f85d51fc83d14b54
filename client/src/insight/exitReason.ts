import type { Output } from "../docker/api/multiplex";
import { sanitize } from "../docker/sanitize";

/** The line of a log that says a port could not be had, and the port where the line names it. */
export interface PortInUse {
  readonly line: string;
  readonly port?: number;
}

/** What the end of a failed program's log says of the network. */
export type LogReason =
  | { readonly kind: "taken"; readonly reason: PortInUse }
  /** Its user may not listen on the port. */
  | { readonly kind: "forbidden"; readonly reason: PortInUse }
  | { readonly kind: "unresolved"; readonly name: string; readonly line: string };

/** A name that did not resolve is history where the program went on: it is looked for in so many last lines. */
const lastLines = 10;

const taken = /address (?:is )?already in use|EADDRINUSE/iu;
/** By nginx, Go, Node.js, busybox, Apache: both in one line. A socket that is a file is forbidden for other reasons. */
const denied = /permission denied|EACCES/iu;
const listening = /\bbind\b|\blisten\b|make_sock/iu;
const ofFile = /unix:|\.sock\b/u;

/** The name in the words of those who ask for one: Node.js, Go, glibc, curl, wget, busybox, nginx, PostgreSQL, MySQL, Java. */
const unresolved: readonly RegExp[] = [
  /getaddrinfo (?:ENOTFOUND|EAI_AGAIN|for) ([\w.-]+)/u,
  /\blookup ([\w.-]+)(?: on [\d.:a-f[\]]+)?: (?:no such host|server misbehaving|Temporary failure in name resolution)/u,
  /could not resolve host: ([\w.-]+)/iu,
  /unable to resolve host address [^\w\s]?([\w.-]+)/iu,
  /bad address '([\w.-]+)'/u,
  /host not found in upstream "([\w.-]+)/u,
  /could not translate host name "([\w.-]+)"/u,
  /Unknown MySQL server host '([\w.-]+)'/u,
  /Failed to resolve '([\w.-]+)'/u,
  /UnknownHostException: ([\w.-]+)/u,
  /(?<![\w.-])([\w.-]+): (?:Name or service not known|Temporary failure in name resolution|Name does not resolve)/u,
];

/**
 * Looks for a taken port in the log of a container that exited. A host-mode application that loses the race for a port
 * exits with its own code and leaves `State.Error` empty: the evidence is only in its log
 * (docs/docker-behaviour.md#who-loses-a-port).
 */
export function portInUse(log: string): PortInUse | undefined {
  return reading(linesOf(log).filter((line) => taken.test(line)));
}

/** What the log of a container that exited says of the network: a port first, since a program may go on without a name. */
export function reasonInLog({ stdout, stderr }: Output): LogReason | undefined {
  const port = portInUse(`${stderr}\n${stdout}`);
  if (port !== undefined) return { kind: "taken", reason: port };
  const streams = [stderr, stdout].map(linesOf);
  const refused = reading(streams.flat().filter(isDenied));
  if (refused !== undefined) return { kind: "forbidden", reason: refused };
  const last = streams.flatMap((lines) => lines.slice(-lastLines).reverse());
  for (const line of last) {
    const name = unresolved.flatMap((words) => words.exec(line)?.[1] ?? [])[0];
    if (name !== undefined) return { kind: "unresolved", name: sanitize(name), line: sanitize(line) };
  }
  return undefined;
}

function isDenied(line: string): boolean {
  return denied.test(line) && listening.test(line) && !ofFile.test(line);
}

function linesOf(log: string): string[] {
  return log.split("\n").filter((line) => line.trim() !== "");
}

/** What the system says names no port; what the program makes of it often does. */
function reading(lines: readonly string[]): PortInUse | undefined {
  const told = lines.map(portOf);
  return told.find(({ port }) => port !== undefined) ?? told[0];
}

function portOf(line: string): PortInUse {
  const clean = sanitize(line);
  // Times of day look like ports; an address ends in its port, a colon at most behind it.
  const address = /[\s\d\]*:]:(\d{1,5})(?=:?(?:[\s),]|$))/u.exec(clean.replace(/\b\d\d:\d\d:\d\d\b/gu, ""));
  const port = Number(address?.[1] ?? 0);
  return { line: clean, ...(port > 0 && port < 65536 ? { port } : {}) };
}
