import { attachmentsFrom, type Container } from "../../docker/inventory/container";
import type { ContainerDetail } from "../../docker/api/engine";
import { namespaceFrom, partsFrom } from "../sections/namespaceFrom";
import { source } from "../source";
import { NamespaceError } from "./fault";
import { textsByHelper } from "./helper";
import { textsInside } from "./inside";
import { inspect } from "./inspect";
import type { Interface, Namespace, Way } from "../model";
import { isProcessOf, sysfsOfProcess, textsByNsenter, textsOfProcess } from "./processes";
import type { Prober } from "./prober";
import { unknownInterface } from "../parse/procNet";
import { fullRequest, type ReadRequest } from "./request";
import { readingLog, whyNotEntered, whyNotHelped } from "./readingLog";
import { readResolvConf } from "./resolvConfFile";
import { withSocketOwners } from "./ownedSockets";

/**
 * Reads the container's network namespace by the chain of docs/docker-behaviour.md#reading-chain: /proc where the
 * process is visible here and proven to be the container's, entering the namespace where we are root, programs of its
 * image, a helper container where the user agrees, at last the engine's own account. Throws {@link NamespaceError}.
 */
export async function readContainer(
  prober: Prober,
  container: Container,
  request: ReadRequest = fullRequest,
  signal?: AbortSignal,
): Promise<Namespace> {
  const detail = await inspect(prober.engine, container, signal);
  const attachments = attachmentsFrom(detail.networks);
  const texts = new Map<string, string>();
  const ways: Way[] = [];
  const log = readingLog(prober.log, container.name);
  const add = (way: Way, found: ReadonlyMap<string, string> | undefined, otherwise: string): void => {
    if (found === undefined || found.size === 0) {
      log.refused(way, otherwise);
      return;
    }
    for (const [key, text] of found) texts.set(key, text);
    ways.push(way);
    log.took(way);
  };
  const visible = await isProcessOf(prober.machine, detail.pid, container.id);
  if (!visible) log.refused("proc", "its process is not one of this machine, or may not be seen");
  else {
    add("proc", await textsOfProcess(prober.machine, detail.pid, request), "its process has ended");
    if (request.depth === "full") {
      const entered = await textsByNsenter(prober.machine, detail.pid, request, signal);
      add("nsenter", entered, whyNotEntered(prober.machine));
      const sysfs = ways.includes("nsenter")
        ? new Map<string, string>()
        : await sysfsOfProcess(prober.machine, detail.pid);
      for (const [key, text] of sysfs) texts.set(key, text);
    }
  }
  let refusal: string | undefined;
  // Without root the kernel does not tell from outside who holds a socket.
  const asksOwners = request.socketOwners === true && !prober.machine.privileged;
  if (!ways.includes("nsenter") && (request.depth === "full" || ways.length === 0 || asksOwners)) {
    const inside = await textsInside(prober, container, detail, request, signal).catch((error: unknown) => {
      // What was read from outside is worth more than the news that a program inside does not answer.
      if (ways.length === 0 || !isTimeout(error)) throw error;
      return { texts: new Map<string, string>(), refusal: "they did not answer in time" };
    });
    add("exec", inside.texts, whyNotInside(detail, inside.refusal));
    refusal = inside.refusal;
  }
  if (ways.length === 0) {
    // It may have stopped while it was being asked; that explains more than a refused program.
    await inspect(prober.engine, container, signal);
    const helped = await textsByHelper(prober, { kind: "container", container }, request, signal);
    add("helper", helped, whyNotHelped(prober));
  }
  if (request.resolvConf === true && !texts.has(source.resolvConf)) {
    const text = await readResolvConf(prober.engine, container, signal);
    if (text !== undefined) texts.set(source.resolvConf, text);
  }
  const found = namespaceFrom(texts, ways, attachments);
  if (found !== undefined)
    return request.socketOwners === true ? withSocketOwners(prober.machine, found, container.id, signal) : found;
  const inspected = byInspection(container, detail, refusal);
  log.took("inspect");
  return { ...inspected, ...partsFrom(texts).part, texts };
}

function whyNotInside({ paused }: ContainerDetail, refusal: string | undefined): string {
  if (paused) return "it is paused";
  return refusal === undefined || refusal === ""
    ? "its image is known to have neither a shell, ip nor cat"
    : `they did not run: ${refusal}`;
}

function isTimeout(error: unknown): boolean {
  return error instanceof NamespaceError && error.fault.kind === "engine" && error.fault.fault.kind === "timeout";
}

/** The engine's own account: addresses by network, without the names of interfaces. */
function byInspection(container: Container, detail: ContainerDetail, refusal: string | undefined): Namespace {
  const interfaces = attachmentsFrom(detail.networks).flatMap((attachment): Interface[] => {
    const { address, prefix, address6, prefix6, mac } = attachment;
    if (address === undefined && address6 === undefined) return [];
    const told = { scope: "global", flags: [] };
    return [
      {
        name: unknownInterface,
        ...(mac === undefined ? {} : { linkType: "ether", mac }),
        addresses: [
          ...(address === undefined ? [] : [{ family: "inet" as const, address, prefix, ...told }]),
          ...(address6 === undefined
            ? []
            : [{ family: "inet6" as const, address: address6, prefix: prefix6, ...told }]),
        ],
      },
    ];
  });
  if (interfaces.length === 0) {
    throw new NamespaceError({
      kind: "unreadable",
      container: container.name,
      paused: detail.paused,
      detail: refusal ?? "",
    });
  }
  return { interfaces, knownFields: new Set(), ways: ["inspect"], texts: new Map(), refusal: refusal ?? "" };
}
