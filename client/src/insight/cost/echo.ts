import { connect, type Socket } from "node:net";

/** Where a program of ours listens. */
export interface EchoAddress {
  readonly host: string;
  readonly port: number;
}

/** The bytes of a small message. */
export const messageSize = 64;

/** What is transferred comes in blocks of so many bytes. */
export const blockSize = 64 * 1024;

/** A program that listens for longer ends by itself, in seconds. */
const longestLife = 120;

/** Nobody is waited for longer, in milliseconds. */
const patience = 15_000;

/**
 * The command of a program that listens, by the `nc` of busybox, of which there are two kinds. A first line of `0` asks it
 * to send back whatever comes; a number asks for so many blocks. The shell is the container's first process, which
 * nothing inside can end, hence its child is ended.
 */
export function echoCommand({ host, port }: EchoAddress): readonly string[] {
  const answer = `read -r n; if [ "$n" = 0 ]; then exec cat; else exec dd if=/dev/zero bs=${blockSize} count="$n" 2>/dev/null; fi`;
  const script = [
    "answer=$3",
    `if nc --help 2>&1 | grep -q -e '-s ADDR'; then nc -ll -p "$2" -s "$1" -e sh -c "$answer" &`,
    `else nc -ll -p "$2" "$1" -e sh -c "$answer" & fi`,
    "listener=$!",
    `(sleep ${longestLife}; kill $listener) &`,
    "wait $listener",
  ].join("\n");
  return ["sh", "-c", script, "sh", host, String(port), answer];
}

/**
 * The middle of so many round trips of a small message on one connection, in milliseconds, after some that do not count.
 * Undefined where nobody answers; rejects where `signal` aborts.
 */
export function roundTrip(address: EchoAddress, count: number, signal?: AbortSignal): Promise<number | undefined> {
  const message = Buffer.alloc(messageSize, "x");
  const uncounted = Math.ceil(count / 5);
  const times: number[] = [];
  let sent = 0;
  let received = 0;
  return conversation(address, signal, {
    begin: (socket) => {
      socket.write("0\n");
      sent = performance.now();
      socket.write(message);
    },
    take: (socket, bytes) => {
      received += bytes;
      if (received < messageSize) return undefined;
      received = 0;
      times.push(performance.now() - sent);
      if (times.length === count + uncounted) return middleOf(times.slice(uncounted));
      sent = performance.now();
      socket.write(message);
      return undefined;
    },
  });
}

/** Megabytes a second of so many blocks, from the first byte to the last. Undefined and rejections as above. */
export function throughput(address: EchoAddress, blocks: number, signal?: AbortSignal): Promise<number | undefined> {
  const wanted = blocks * blockSize;
  let first: { readonly time: number; readonly bytes: number } | undefined;
  let received = 0;
  return conversation(address, signal, {
    begin: (socket) => socket.write(`${blocks}\n`),
    take: (_, bytes) => {
      received += bytes;
      first ??= { time: performance.now(), bytes };
      if (received < wanted) return undefined;
      const seconds = (performance.now() - first.time) / 1000;
      // All may have come at once.
      return seconds > 0 ? (wanted - first.bytes) / 1e6 / seconds : undefined;
    },
  });
}

/** What is done on a connection: `take` is told of the bytes that came, and ends it with a figure. */
interface Conversation {
  readonly begin: (socket: Socket) => void;
  readonly take: (socket: Socket, bytes: number) => number | undefined;
}

function conversation(
  { host, port }: EchoAddress,
  signal: AbortSignal | undefined,
  { begin, take }: Conversation,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    // One buffer for all that comes: what comes is only counted.
    const onread = {
      buffer: Buffer.alloc(4 * blockSize),
      callback: (bytes: number): boolean => {
        const figure = take(socket, bytes);
        if (figure !== undefined) end(figure);
        return true;
      },
    };
    const socket = connect({ host, port, noDelay: true, onread });
    const abort = (): void => {
      leave();
      reject(signal?.reason instanceof Error ? signal.reason : new Error("aborted"));
    };
    const leave = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      socket.destroy();
    };
    const end = (figure: number | undefined): void => {
      leave();
      resolve(figure);
    };
    const timer = setTimeout(() => end(undefined), patience);
    signal?.addEventListener("abort", abort, { once: true });
    socket.on("connect", () => begin(socket));
    socket.on("error", () => end(undefined));
    socket.on("close", () => end(undefined));
  });
}

function middleOf(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
