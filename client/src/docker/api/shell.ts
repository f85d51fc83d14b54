import type { Duplex } from "node:stream";
import type { Connection } from "./connection";
import { createdId } from "./createdId";
import { record } from "../record";

/** A shell that runs in a container: a terminal's two directions, its size, and how it ended. */
export interface Shell {
  readonly stream: Duplex;
  resize(columns: number, rows: number): Promise<void>;
  /** Its exit code, once the stream has ended; undefined where the engine does not know it. */
  exitCode(): Promise<number | undefined>;
}

/** A constant: bash where the image has it, sh elsewhere. */
const command = ["/bin/sh", "-c", "command -v bash >/dev/null 2>&1 && exec bash || exec sh"];

/** Ctrl-C, which ends what runs in the foreground, and Ctrl-D, which ends a shell that reads it. */
const interruptAndEnd = "\u0003\u0004";
/** A shell that is just beginning drops what it was sent before, so that it is sent again, every so many milliseconds. */
const repeatMilliseconds = 300;
const mostTimes = 10;

/**
 * Ends a shell and then its stream: the engine leaves an abandoned one in the container for good (engine 20.10). Whoever
 * reads the stream has to go on, since its end is what tells that the shell is gone. Never throws.
 */
export async function hangUp({ stream }: Shell): Promise<void> {
  const gone = new Promise<void>((resolve) => stream.once("close", resolve));
  // A connection that breaks is one way to end.
  stream.on("error", () => undefined);
  for (let times = 0; times < mostTimes && stream.writable && !stream.readableEnded; times++) {
    stream.write(interruptAndEnd);
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([gone, new Promise((resolve) => (timer = setTimeout(resolve, repeatMilliseconds)))]);
    clearTimeout(timer);
  }
  stream.destroy();
}

/** Starts a shell in the container when the user asks for one; {@link hangUp} ends it. Throws EngineError. */
export async function openShell(connection: Connection, id: string, signal: AbortSignal): Promise<Shell> {
  const { limits } = connection;
  const body = { Cmd: command, AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: true };
  const created = await connection.call(limits.call, signal, async (during) =>
    createdId(
      await connection.ask({ method: "POST", path: `/containers/${encodeURIComponent(id)}/exec`, body }, during),
    ),
  );
  const path = `/exec/${created}`;
  const start = { Detach: false, Tty: true };
  const stream = await connection.upgrade({ method: "POST", path: `${path}/start`, body: start }, signal);
  return {
    stream,
    resize: async (columns, rows) => {
      const query = { w: columns, h: rows };
      await connection.call(limits.call, signal, (during) =>
        connection.perform({ method: "POST", path: `${path}/resize`, query }, during),
      );
    },
    exitCode: async () => {
      const state = await connection.call(limits.call, undefined, (during) =>
        connection.ask({ method: "GET", path: `${path}/json` }, during),
      );
      const { ExitCode } = record(state);
      return typeof ExitCode === "number" ? ExitCode : undefined;
    },
  };
}
