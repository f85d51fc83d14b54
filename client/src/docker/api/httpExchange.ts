import { request as plainRequest, type Agent, type ClientRequest, type IncomingMessage } from "node:http";
import { request as secureRequest } from "node:https";
import { addAbortSignal, type Duplex } from "node:stream";
import { successful } from "./answer";

/** One request to the engine's HTTP API. */
export interface Request {
  readonly method: "GET" | "POST" | "DELETE";
  /** Without a query; parts that come from elsewhere are encoded by the caller. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** Sent as JSON. */
  readonly body?: object;
}

/** The HTTP server that an engine is: how it is reached, and what keeps the connections to it. */
export interface Peer {
  readonly agent: Agent;
  readonly secure: boolean;
  readonly socketPath?: string;
  readonly host?: string;
  readonly port?: number;
}

/**
 * Sends one request to this peer and to no other, and gives an answer that is a success, its body still to come; the
 * signal ends that too. Whatever else the peer does is a rejection, and nothing of it is thrown elsewhere.
 *
 * A peer may close an idle connection in the moment in which it is used again (RFC 9112, 9.5): what only asks is then
 * sent once more, on the next connection. What changes something is not, since it may have been heard.
 */
export function exchange(peer: Peer, request: Request, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => {
      if (request.method === "GET" && sent.reusedSocket && isReset(error) && !signal.aborted) {
        exchange(peer, request, signal).then(resolve, reject);
      } else reject(error);
    };
    const sent = begin(peer, request, {}, signal, failed);
    sent.on("response", (response) => {
      successful(heard(response, signal), request.method).then(resolve, reject);
    });
    sent.on("upgrade", (_response, stream) => {
      stream.destroy();
      reject(new Error("it changes to another protocol, which nobody asked for"));
    });
    end(sent, request);
  });
}

/** The same for a connection in both directions, which the signal no longer ends once it is there. */
export function exchangeForStream(peer: Peer, request: Request, signal: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const sent = begin(peer, request, { Connection: "Upgrade", Upgrade: "tcp" }, signal, reject);
    sent.on("response", (response) => {
      const refused = (): void => {
        response.destroy();
        reject(new Error("it is no connection in both directions"));
      };
      successful(heard(response, signal), request.method).then(refused, reject);
    });
    sent.on("upgrade", (_response, stream, head) => {
      stream.on("error", () => undefined);
      if (head.length > 0) stream.unshift(head);
      resolve(stream);
    });
    end(sent, request);
  });
}

function begin(
  { secure, ...where }: Peer,
  { method, path, query = {}, body }: Request,
  more: Readonly<Record<string, string>>,
  signal: AbortSignal,
  failed: (error: Error) => void,
): ClientRequest {
  const texts = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
  const parameters = new URLSearchParams(texts).toString();
  const headers = { ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...more };
  const options = { ...where, method, path: parameters === "" ? path : `${path}?${parameters}`, headers, signal };
  const sent = secure ? secureRequest(options) : plainRequest(options);
  let hasFailed = false;
  // This stays after the answer: an error that nobody listens for ends the process.
  sent.on("error", (error) => {
    if (!hasFailed) failed(error);
    hasFailed = true;
  });
  const ended = (): void => {
    if (!hasFailed) failed(new Error("the connection ended without one"));
    hasFailed = true;
  };
  sent.on("close", ended);
  sent.on("response", () => sent.off("close", ended));
  return sent;
}

/** Whether the connection was closed while the request was on its way. */
function isReset(error: NodeJS.ErrnoException): boolean {
  return error.code === "ECONNRESET" || error.code === "EPIPE";
}

/** One piece, so that Node says its length. */
function end(sent: ClientRequest, { body }: Request): void {
  sent.end(body === undefined ? undefined : JSON.stringify(body));
}

function heard(response: IncomingMessage, signal: AbortSignal): IncomingMessage {
  // Whoever reads it hears of it as well.
  response.on("error", () => undefined);
  return addAbortSignal(signal, response);
}
