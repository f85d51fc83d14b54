import type { Dns, ListeningSocket } from "../model";
import type { Line } from "./render";

/** A line that is about a listening socket. */
export interface SocketLine extends Line {
  readonly socket: ListeningSocket;
}

/** What one resolver setting of /etc/resolv.conf says, a line each, in the order in which the file counts them. */
export function dnsLines({ servers, search, options }: Dns): Line[] {
  return [
    ...servers.map((server) => ({ text: `nameserver ${server}` })),
    ...(search.length === 0 ? [] : [{ text: `search ${search.join(" ")}` }]),
    ...(options.length === 0 ? [] : [{ text: `options ${options.join(" ")}` }]),
  ];
}

/** Who is behind a socket, in the words of the engine. */
export interface SocketNames {
  /** The name of a container by its ID. */
  readonly nameOf: (containerId: string) => string | undefined;
  /** The container in whose name a proxy of the engine listens. */
  readonly publisherOf?: ((socket: ListeningSocket) => string | undefined) | undefined;
}

/**
 * Listening sockets, one a line in columns: protocol, address and port, owner. Where
 * the program is not known its user is. What changes from one reading to the next, such as inodes, is left out.
 */
export function socketLines(sockets: readonly ListeningSocket[], names: SocketNames): SocketLine[] {
  return sockets.map((socket) => ({
    text: `${socket.protocol}  ${localText(socket).padEnd(24)} ${ownerText(socket, names)}`.trimEnd(),
    socket,
  }));
}

/** Address and port as `ss` writes them: `0.0.0.0:80`, `[::]:80`. */
export function localText({ address, port, family }: ListeningSocket): string {
  return family === "inet6" ? `[${address}]:${port}` : `${address}:${port}`;
}

function ownerText(socket: ListeningSocket, { nameOf, publisherOf }: SocketNames): string {
  const { owner, uid } = socket;
  const inside = owner?.containers.map(nameOf).find((name) => name !== undefined);
  const behind = publisherOf?.(socket);
  const container = inside ?? (behind === undefined ? undefined : `for ${behind}`);
  const text = [owner?.program ?? "", container === undefined ? "" : `(${container})`].join(" ").trim();
  return text === "" && uid !== undefined ? `uid ${uid}` : text;
}
