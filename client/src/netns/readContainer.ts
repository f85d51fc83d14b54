import { attachmentsFrom, type Container } from "../docker/container";
import type { ContainerDetail, Engine } from "../docker/engine";
import { faultFrom } from "../docker/fault";
import { inert } from "../docker/inert";
import { NamespaceError } from "./fault";
import { parseIpJson } from "./ipJson";
import { parseIpText } from "./ipText";
import type { Machine } from "./machine";
import type { Interface, Reading, Way } from "./model";
import { isProcessOf, readByNsenter, readByProc } from "./processes";
import { parseProcNet, splitProcNet } from "./procNet";

/** What reading a namespace needs: the engine, and the machine where it may run. */
export interface Prober {
  readonly engine: Engine;
  /** `foreignMachine` where the engine is reached over a network. */
  readonly machine: Machine;
}

/** Programs that a container may have, best first, and how to read what they print. */
const programs: readonly { way: Way; command: readonly string[]; parse: (text: string) => Interface[] | undefined }[] =
  [
    { way: "exec ip -j", command: ["ip", "-j", "addr"], parse: parseIpJson },
    { way: "exec ip", command: ["ip", "addr"], parse: parseIpText },
  ];

const cat = ["cat", "/proc/net/dev", "/proc/net/fib_trie", "/proc/net/route", "/proc/net/if_inet6"];

/**
 * Reads the container's network namespace by the best way there is (truth.md I): entering it where we are root on the
 * engine's machine, `ip` of its image, /proc from outside, `cat` of its image. Throws {@link NamespaceError}.
 */
export async function readContainer(prober: Prober, container: Container, signal?: AbortSignal): Promise<Reading> {
  const detail = await inspect(prober.engine, container, signal);
  const visible = await isProcessOf(prober.machine, detail.pid, container.id);
  const entered = visible ? await readByNsenter(prober.machine, detail.pid, signal) : undefined;
  if (entered !== undefined) return entered;
  const refusals: string[] = [];
  // The engine refuses to run anything in a paused container; /proc does not mind.
  for (const { way, command, parse } of detail.paused ? [] : programs) {
    const interfaces = parse(await runInside(prober.engine, container, command, refusals, signal));
    if (interfaces !== undefined && interfaces.length > 0) return { interfaces, way };
  }
  const outside = visible ? await readByProc(prober.machine, detail.pid) : undefined;
  if (outside !== undefined) return withMacAddresses(outside, detail);
  if (!detail.paused) {
    const interfaces = parseProcNet(splitProcNet(await runInside(prober.engine, container, cat, refusals, signal)));
    if (interfaces !== undefined) return withMacAddresses({ interfaces, way: "exec cat" }, detail);
  }
  // It may have stopped while it was being asked; that explains more than a refused program.
  await inspect(prober.engine, container, signal);
  const detailText = refusals.at(-1) ?? "";
  throw new NamespaceError({
    kind: "unreadable",
    container: container.name,
    paused: detail.paused,
    detail: detailText,
  });
}

/** A running container's details. Throws {@link NamespaceError} where it has stopped or is gone. */
export async function inspect(engine: Engine, container: Container, signal?: AbortSignal): Promise<ContainerDetail> {
  const detail = await engine.inspectContainer(container.id, signal).catch((error: unknown) => {
    const fault = faultFrom(error);
    throw new NamespaceError(
      fault.kind === "container-gone" ? { kind: "gone", container: container.name } : { kind: "engine", fault },
    );
  });
  if (!detail.running)
    throw new NamespaceError({ kind: "stopped", container: container.name, exitCode: detail.exitCode });
  return detail;
}

/** What the program printed; empty where the container refuses, which is an answer, not a failure of the engine. */
async function runInside(
  engine: Engine,
  container: Container,
  command: readonly string[],
  refusals: string[],
  signal: AbortSignal | undefined,
): Promise<string> {
  try {
    const { stdout, stderr, exitCode } = await engine.exec(container.id, command, signal);
    if (exitCode === 0) return stdout;
    refusals.push(inert(stderr || stdout));
    // `cat` fails for a file that is missing, as if_inet6 is without IPv6, after printing the others.
    return command === cat ? stdout : "";
  } catch (error) {
    const fault = faultFrom(error);
    if (fault.kind === "timeout" || fault.kind === "cancelled" || fault.kind === "not-running") {
      throw new NamespaceError({ kind: "engine", fault });
    }
    refusals.push(fault.detail);
    return "";
  }
}

/** Adds the MAC addresses that the engine knows: an interface is found by an address that it holds. */
function withMacAddresses(reading: Reading, detail: ContainerDetail): Reading {
  const attachments = attachmentsFrom(detail.networks);
  const interfaces = reading.interfaces.map((entry): Interface => {
    const held = new Set(entry.addresses.map(({ address }) => address));
    const own = attachments.find(({ address, address6 }) => held.has(address ?? "-") || held.has(address6 ?? "-"));
    return own?.mac === undefined ? entry : { ...entry, linkType: "ether", mac: own.mac };
  });
  return { ...reading, interfaces };
}
