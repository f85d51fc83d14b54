import type { Container, PublishedPort } from "../docker/inventory/container";
import type { ListeningSocket } from "../netns/model";
import { dockersResolver } from "../netns/sections/dns";
import { isLoopback, type Problem } from "./problems";

/** Programs open the ports of a range when they need them (FTP, media): more than so many in a row say nothing. */
const mostInARow = 3;

/** What is wrong with the published ports of a container, by what listens in its namespace. */
export function publishProblems({ published }: Container, sockets: readonly ListeningSocket[]): Problem[] {
  const problems = new Map<string, Problem>();
  // Docker's name server is inside each container's namespace too, on ports that the kernel picks.
  const reachable = sockets.filter(({ address }) => address !== dockersResolver);
  const find = (protocol: string, port: number): readonly ListeningSocket[] =>
    reachable.filter((socket) => socket.protocol === protocol && socket.port === port);
  for (const { containerPort: port, protocol } of published) {
    const other = otherProtocol(protocol);
    if (other === undefined) continue;
    const listening = find(protocol, port);
    const [first] = listening;
    const isPublished = published.some((each) => each.containerPort === port && each.protocol === other);
    const isOther = !isPublished && find(other, port).some(({ address }) => !isLoopback(address));
    if (first !== undefined) {
      if (!listening.every(({ address }) => isLoopback(address))) continue;
      problems.set(`${port}/${protocol}`, { kind: "loopback-only", port, protocol, address: first.address });
    } else if (isOther) {
      problems.set(`${port}/${protocol}`, { kind: "wrong-protocol", port, protocol, listens: other });
    } else problems.set(`${port}/${protocol}`, { kind: "nothing-listens", port, protocol });
  }
  withInstead(problems, published, reachable);
  for (const key of inLongRows([...problems.values()])) problems.delete(key);
  return [...problems.values()];
}

/** Where the only published port is missing and one other port is open to others, that one is meant. */
function withInstead(
  problems: Map<string, Problem>,
  published: readonly PublishedPort[],
  sockets: readonly ListeningSocket[],
): void {
  const [missing] = problems.values();
  if (missing?.kind !== "nothing-listens" || missing.protocol !== "tcp") return;
  if (new Set(published.map(({ containerPort, protocol }) => `${containerPort}/${protocol}`)).size > 1) return;
  const open = sockets.filter(({ protocol, address }) => protocol === "tcp" && !isLoopback(address));
  const [instead, other] = new Set(open.map(({ port }) => port));
  if (instead === undefined || other !== undefined) return;
  problems.set(`${missing.port}/${missing.protocol}`, { ...missing, instead });
}

/** Whether a port of these publishes is concerned, and by what. */
export function problemsOfPort(
  problems: readonly Problem[],
  { containerPort, protocol }: Pick<PublishedPort, "containerPort" | "protocol">,
): readonly Problem[] {
  return problems.filter(
    (problem) => "protocol" in problem && problem.port === containerPort && problem.protocol === protocol,
  );
}

/** SCTP has no list of its own that could be read. */
function otherProtocol(protocol: string): string | undefined {
  return protocol === "tcp" ? "udp" : protocol === "udp" ? "tcp" : undefined;
}

function inLongRows(problems: readonly Problem[]): string[] {
  return ["tcp", "udp"].flatMap((protocol) => {
    const missing = problems
      .flatMap((problem) => (problem.kind === "nothing-listens" && problem.protocol === protocol ? problem.port : []))
      .sort((a, b) => a - b);
    const rows: number[][] = [];
    for (const port of missing) {
      const row = rows.at(-1);
      if (row?.at(-1) === port - 1) row.push(port);
      else rows.push([port]);
    }
    const long = rows.filter(({ length }) => length > mostInARow).flat();
    return long.map((port) => `${port}/${protocol}`);
  });
}
