import { connect } from "node:net";
import type { Target } from "../path/model";
import type { Tried } from "./tried";

/** Nobody is waited for longer, in milliseconds. */
const patience = 2_000;

/** As much of an answer as is read. */
const longestAnswer = 4_096;

/**
 * Connects from this machine and asks by HTTP HEAD, which changes nothing. A program that speaks something else has
 * taken the connection all the same.
 */
export function tryHere({ host, port }: Pick<Target, "host" | "port">, signal?: AbortSignal): Promise<Tried> {
  return new Promise((resolve, reject) => {
    let isConnected = false;
    let answer = "";
    const socket = connect({ host, port });
    const end = (tried: Tried): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      socket.destroy();
      resolve(tried);
    };
    const abort = (): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(signal?.reason instanceof Error ? signal.reason : new Error("aborted"));
    };
    const timer = setTimeout(() => end(isConnected ? connected(answer) : { kind: "silent" }), patience);
    const closed = (): void => end(answer === "" ? { kind: "closed-at-once" } : connected(answer));
    signal?.addEventListener("abort", abort, { once: true });
    socket.on("connect", () => {
      isConnected = true;
      socket.write(`HEAD / HTTP/1.0\r\nHost: ${host.includes(":") ? `[${host}]` : host}:${port}\r\n\r\n`);
    });
    socket.on("data", (chunk: Buffer) => {
      answer += chunk.toString("latin1");
      if (answer.includes("\n") || answer.length > longestAnswer) end(connected(answer));
    });
    socket.on("end", closed);
    socket.on("error", (error) => (isConnected ? closed() : end(failed(error))));
  });
}

function connected(answer: string): Tried {
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})/u.exec(answer)?.[1];
  return { kind: "connected", ...(status === undefined ? {} : { http: Number(status) }) };
}

function failed(error: Error): Tried {
  // Of a name with several addresses each may have failed; the first says why.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code = first instanceof Error && "code" in first ? first.code : undefined;
  switch (code) {
    case "ECONNREFUSED":
      return { kind: "refused" };
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return { kind: "no-name" };
    case "ETIMEDOUT":
      return { kind: "silent" };
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "EADDRNOTAVAIL":
      return { kind: "unreachable" };
    default:
      return { kind: "not-tried", why: "unclear" };
  }
}
