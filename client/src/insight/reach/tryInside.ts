import type { Engine, ExecResult } from "../../docker/api/engine";
import { runHelper } from "../../docker/api/helperContainer";
import { EngineError } from "../../docker/fault";
import type { Container } from "../../docker/inventory/container";
import type { Prober } from "../../netns/read/prober";
import type { Target } from "../path/model";
import type { Tried } from "./tried";

/** A program that connects, and how its end is read. */
interface Connector {
  readonly command: (target: Target) => readonly string[];
  readonly read: (result: ExecResult) => Tried | undefined;
}

/** What the engine and a shell say of a program that is not there, or may not be run. */
const noProgram = [126, 127];

const url = ({ host, port }: Target): string => `http://${host.includes(":") ? `[${host}]` : host}:${port}/`;

/** It connects and says nothing (`-z`), within 2 seconds. */
const netcat: Connector = {
  command: ({ host, port }) => ["nc", "-v", "-z", "-w", "2", host, String(port)],
  read: (result) => (result.exitCode === 0 ? { kind: "connected" } : failureIn(result)),
};

/**
 * As busybox has it where it is built without `-z`: its input is empty, so that it says nothing and waits for the other
 * side to end. Where `timeout` has to end it (124, or the signal in that of busybox), it was connected.
 */
const plainNetcat: Connector = {
  command: ({ host, port }) => ["timeout", "3", "nc", "-w", "2", host, String(port)],
  read: (result) => ([0, 124, 143].includes(result.exitCode) ? { kind: "connected" } : failureIn(result)),
};

/** In their order until an image has one. No text of a target is read by a shell: each is a parameter. */
const connectors: readonly Connector[] = [
  netcat,
  plainNetcat,
  {
    command: ({ host, port }) => ["timeout", "3", "bash", "-c", 'exec 3<>"/dev/tcp/$0/$1"', host, String(port)],
    read: (result) => {
      if (result.exitCode === 0) return { kind: "connected" };
      // `timeout` ended it: 124, or the signal in that of busybox.
      return result.exitCode === 124 || result.exitCode === 143 ? { kind: "silent" } : failureIn(result);
    },
  },
  {
    command: (target) => [
      ...["curl", "-s", "-S", "-I", "-o", "/dev/null", "-w", "HTTP/1 %{http_code}"],
      ...["--connect-timeout", "2", "--max-time", "3", url(target)],
    ],
    read: (result) => {
      if (result.exitCode === 0) return { kind: "connected", ...statusIn(result) };
      if (result.exitCode === 6) return { kind: "no-name" };
      return result.exitCode === 7 || result.exitCode === 28 ? failureIn(result) : undefined;
    },
  },
];

/** What asks by HTTP HEAD once a connection was taken; an image without either says nothing of HTTP. */
const asks = (target: Target): readonly (readonly string[])[] => [
  ["curl", "-s", "-I", "--max-time", "2", url(target)],
  ["timeout", "3", "wget", "--spider", "-S", url(target)],
];

/**
 * Connects from inside a container by what its image has, else by a helper container that joins its network, where the
 * user agrees to one. Throws EngineError where the engine fails.
 */
export async function tryInside(
  { engine, helperImage }: Pick<Prober, "engine" | "helperImage">,
  container: Container,
  target: Target,
  signal?: AbortSignal,
): Promise<Tried> {
  // What begins with a dash would be an option.
  if (!/^[\w:][\w.:-]*$/u.test(target.host)) return { kind: "not-tried", why: "unclear" };
  let isUnclear = false;
  for (const { command, read } of connectors) {
    const result = await run(engine, container, command(target), signal);
    if (result === "not-running") return { kind: "not-tried", why: "not-running" };
    if (result === undefined) continue;
    const tried = read(result);
    if (tried?.kind === "connected") return { ...tried, ...(await httpOf(engine, container, target, signal)) };
    if (tried !== undefined) return tried;
    isUnclear = true;
  }
  const image = await helperImage?.({ kind: "container", container }, signal);
  if (image === undefined) return { kind: "not-tried", why: isUnclear ? "unclear" : "no-program" };
  const networkMode = `container:${container.id}`;
  const result = await runHelper(engine.connection, { image, command: netcat.command(target), networkMode }, signal);
  return netcat.read(result) ?? { kind: "not-tried", why: "unclear" };
}

/** What a program did; undefined where the image has none of that name. */
async function run(
  engine: Engine,
  { id }: Container,
  command: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ExecResult | "not-running" | undefined> {
  try {
    const result = await engine.exec(id, command, signal);
    return noProgram.includes(result.exitCode) ? undefined : result;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const { kind, detail } = error.fault;
    if (kind === "container-gone" || kind === "container-not-running") return "not-running";
    if (/executable file not found|no such file/iu.test(detail)) return undefined;
    throw error;
  }
}

async function httpOf(
  engine: Engine,
  container: Container,
  target: Target,
  signal: AbortSignal | undefined,
): Promise<{ http?: number }> {
  for (const command of asks(target)) {
    const result = await run(engine, container, command, signal);
    if (result === "not-running") return {};
    if (result !== undefined) return statusIn(result);
  }
  return {};
}

function statusIn({ stdout, stderr }: ExecResult): { http?: number } {
  const status = /HTTP\/\d(?:\.\d)? (\d{3})/u.exec(`${stdout}\n${stderr}`)?.[1];
  return status === undefined || status === "000" ? {} : { http: Number(status) };
}

/** Why a program could not connect, by the words of the C library; undefined where it says something else. */
function failureIn({ stdout, stderr }: ExecResult): Tried | undefined {
  const said = `${stdout}\n${stderr}`;
  // A program that does not know an option explains all of them, and the words below are among these.
  if (/usage:|(?:invalid|unrecognized|unknown) option/iu.test(said)) return undefined;
  if (/refused/iu.test(said)) return { kind: "refused" };
  if (/unreachable|no route to host/iu.test(said)) return { kind: "unreachable" };
  if (/timed? ?out/iu.test(said)) return { kind: "silent" };
  if (/bad address|not known|unknown host|could not resolve|name resolution|lookup failed/iu.test(said)) {
    return { kind: "no-name" };
  }
  return undefined;
}
