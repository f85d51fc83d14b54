import type { HostPort, PortOwner } from "./hostPorts";

/** What somebody typed to find a port of the host. */
export type PortQuery =
  | { readonly kind: "all" }
  | { readonly kind: "port"; readonly port: number; readonly protocol?: string }
  | { readonly kind: "range"; readonly from: number; readonly to: number }
  /** A number that no port has. */
  | { readonly kind: "outside"; readonly number: string }
  | { readonly kind: "words"; readonly words: readonly string[] };

/** The numbers that ports have, first and last. */
const first = 1;
const last = 65_535;

/** Reads `80`, `:80`, `80/tcp`, `localhost:80`, a URL, `8080:80` as in a Compose file, `8000-8010`; else words. */
export function parsePortQuery(text: string): PortQuery {
  const typed = text.trim().toLowerCase();
  if (typed === "") return { kind: "all" };
  const words = (): PortQuery => ({ kind: "words", words: typed.split(/\s+/u) });
  const found = /^(?:[a-z]+:\/\/)?(?:([\w.-]*|\[[\da-f:.]*\]):)?(\d+)(?: ?- ?(\d+)?)?(?:\/(.*))?$/u.exec(typed);
  if (found === null) return words();
  const [, host = "", number = "", end, rest = ""] = found;
  // The first number of a publish is the host's.
  const from = /^\d+$/u.test(host) ? host : number;
  const outside = [from, end ?? from].find((each) => Number(each) < first || Number(each) > last);
  if (outside !== undefined) return { kind: "outside", number: outside };
  if (end !== undefined && Number(end) >= Number(from)) {
    return { kind: "range", from: Number(from), to: Number(end) };
  }
  const protocol = ["tcp", "udp", "sctp"].includes(rest) ? { protocol: rest } : {};
  return { kind: "port", port: Number(from), ...protocol };
}

/** What is found: the ports, best first, and what there is to say of the question itself. */
export interface PortAnswer {
  readonly ports: readonly HostPort[];
  /** Parts of what was asked for that nobody has, as numbers from and to; none where no number was asked for. */
  readonly free: readonly (readonly [number, number])[];
  /** Other ports that are taken and whose numbers begin with the one that is free. */
  readonly beginning: readonly HostPort[];
}

/** Answers a question from the ports that are taken on one host. */
export function answerPortQuery(ports: readonly HostPort[], query: PortQuery): PortAnswer {
  switch (query.kind) {
    case "all":
      return { ports, free: [], beginning: [] };
    case "outside":
      return { ports: [], free: [], beginning: [] };
    case "words":
      return { ports: ports.filter((port) => hasWords(port, query.words)), free: [], beginning: [] };
    case "range": {
      const taken = ports.filter(({ port }) => port >= query.from && port <= query.to);
      return { ports: taken, free: gaps(query.from, query.to, new Set(taken.map(({ port }) => port))), beginning: [] };
    }
    case "port": {
      const { port: number, protocol } = query;
      const digits = String(number);
      const isAsked = (each: HostPort): boolean =>
        each.port === number && (protocol === undefined || each.protocol === protocol);
      const exact = ports.filter(isAsked);
      const others = ports.filter((each) => !isAsked(each));
      const beginning = others.filter(({ port }) => String(port).startsWith(digits));
      const leading = others.filter((each) => !beginning.includes(each) && leadsTo(each.owner) === number);
      return exact.length > 0
        ? { ports: [...exact, ...beginning, ...leading], free: [], beginning: [] }
        : { ports: leading, free: [[number, number]], beginning };
    }
  }
}

function leadsTo(owner: PortOwner): number | undefined {
  return owner.kind === "publish" ? owner.containerPort : owner.kind === "service" ? owner.target : undefined;
}

/** Each word stands in what is known of the port: container, image, project, service, process, command line, address. */
function hasWords(port: HostPort, words: readonly string[]): boolean {
  const known = knownOf(port).join("\n").toLowerCase();
  return words.every((word) => known.includes(word));
}

function knownOf({ port, protocol, addresses, owner, neededBy }: HostPort): string[] {
  const known = [`${port}/${protocol}`, ...addresses, ...neededBy.map(({ name }) => name)];
  if ("container" in owner) {
    const { name, image, composeProject = "", composeService = "" } = owner.container;
    known.push(name, image, composeProject, composeService);
  }
  if (owner.kind === "service") known.push(owner.service.name);
  if ("program" in owner) known.push(owner.program, `pid ${owner.pid ?? ""}`, owner.commandLine ?? "");
  return known;
}

function gaps(from: number, to: number, taken: ReadonlySet<number>): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  let start = from;
  for (const port of [...[...taken].sort((a, b) => a - b), to + 1]) {
    if (port > start) found.push([start, port - 1]);
    start = port + 1;
  }
  return found;
}
