import { isUp, type Container } from "../docker/inventory/container";
import type { Engine } from "../docker/api/engine";
import { namespaceOwner, sharesHostNamespace, withModes, type Inventory } from "../docker/inventory/inventory";
import { NamespaceError, type NamespaceFault } from "../netns/read/fault";
import { inspect } from "../netns/read/inspect";
import { dnsFrom } from "../netns/sections/dns";
import { source } from "../netns/source";
import type { Dns, Namespace } from "../netns/model";
import type { Prober } from "../netns/read/prober";
import { readContainer } from "../netns/read/readContainer";
import { readHost } from "../netns/read/readHost";
import { fullRequest, type ReadRequest } from "../netns/read/request";
import { readResolvConf } from "../netns/read/resolvConfFile";

/** Whose namespace is looked at: the engine's host, or a container. */
export type Subject = { readonly kind: "host" } | { readonly kind: "container"; readonly id: string };

/** One subject as it was read: its namespace, or why there is none. */
export interface Side {
  readonly subject: Subject;
  /** `host`, or the container's name. */
  readonly name: string;
  readonly container?: Container | undefined;
  /** The container that brought the namespace: itself, or the one that it joined, whose networks are its networks. */
  readonly owner?: Container | undefined;
  readonly namespace?: Namespace | undefined;
  readonly fault?: NamespaceFault | undefined;
  /**
   * The /etc/resolv.conf of a container that uses the host's namespace, where it was asked for: the file is its own.
   * Undefined where it could not be had; then nothing is known of it, whatever the host's says.
   */
  readonly resolver?: { readonly text: string; readonly dns: Dns } | undefined;
  /** True for a container whose namespace is the host's. */
  readonly usesHost: boolean;
  /** True where the container joined a namespace whose owner has been restarted since: nothing is left in it. */
  readonly orphaned: boolean;
}

/** How a reading of several is told and ended. */
export interface ReadingOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called as each namespace is read: how many of how many. */
  readonly onRead?: (done: number, all: number) => void;
  /** How many are read at a time. */
  readonly together?: number;
}

/** What {@link readHost} and a comparison's host side are called. */
export const host: Subject = { kind: "host" };

const usuallyTogether = 8;

/**
 * Reads these subjects' namespaces, each namespace once however many share it, so that two that share one cannot differ
 * by what changed between two readings. What cannot be read becomes a side with its fault; only the engine's own
 * failure, such as a cancellation, ends everything. Throws NamespaceError.
 */
export async function readSubjects(
  prober: Prober,
  listed: Inventory,
  subjects: readonly Subject[],
  request: ReadRequest = fullRequest,
  options: ReadingOptions = {},
): Promise<Side[]> {
  const { signal, onRead, together = usuallyTogether } = options;
  const inventory = await withModesOf(prober.engine, listed, subjects, signal);
  const readings = new Map<string, Promise<Namespace>>();
  const limit = limiter(together);
  let done = 0;
  const once = (key: string, read: () => Promise<Namespace>): Promise<Namespace> => {
    const known = readings.get(key);
    if (known !== undefined) return known;
    const reading = limit(read).finally(() => onRead?.(++done, readings.size));
    readings.set(key, reading);
    return reading;
  };
  const ofHost = request.ownersOfHost === true ? { ...request, socketOwners: true } : request;
  const readHosts = (): Promise<Namespace> =>
    once("host", () => readHost(prober, [...inventory.containers.values()], ofHost, signal));
  return Promise.all(
    subjects.map(async (subject): Promise<Side> => {
      const container = subject.kind === "host" ? undefined : inventory.containers.get(subject.id);
      const usesHost = container !== undefined && sharesHostNamespace(inventory, container);
      const side = { subject, name: nameOf(subject, container), container, usesHost, orphaned: false };
      try {
        if (subject.kind === "host") return { ...side, namespace: await readHosts() };
        if (container === undefined) throw new NamespaceError({ kind: "gone", container: side.name });
        if (usesHost) {
          // The list may be a moment old: a stopped container shares nothing any more.
          await limit(() => inspect(prober.engine, container, signal));
          const resolver =
            request.resolvConf === true ? await limit(() => resolverOf(prober, container, signal)) : undefined;
          return { ...side, namespace: await readHosts(), resolver };
        }
        const owner = namespaceOwner(inventory, container);
        const shares = owner !== container && isUp(owner);
        const orphaned = shares && (await limit(() => startedBefore(prober, container, owner, signal)));
        const read = shares && !orphaned ? owner : container;
        return {
          ...side,
          owner: read,
          orphaned,
          namespace: await once(read.id, () => readContainer(prober, read, request, signal)),
        };
      } catch (error) {
        if (!(error instanceof NamespaceError) || error.fault.kind === "engine") throw error;
        return { ...side, fault: error.fault };
      }
    }),
  );
}

/**
 * The inventory with the modes of these subjects and of those whose namespaces they share, where the list leaves them
 * open and nobody has told them yet. What cannot be had now stays unknown: the reading itself says why.
 */
async function withModesOf(
  engine: Engine,
  listed: Inventory,
  subjects: readonly Subject[],
  signal: AbortSignal | undefined,
): Promise<Inventory> {
  let inventory = listed;
  const asked = new Set<string>();
  for (const subject of subjects) {
    for (;;) {
      const container = subject.kind === "host" ? undefined : inventory.containers.get(subject.id);
      const owner = container && namespaceOwner(inventory, container);
      if (owner?.mode.kind !== "unknown" || asked.has(owner.id)) break;
      asked.add(owner.id);
      const mode = await engine.inspectContainer(owner.id, signal).then(
        (detail) => detail.mode,
        () => undefined,
      );
      if (mode !== undefined) inventory = withModes(inventory, new Map([[owner.id, mode]]));
    }
  }
  return inventory;
}

/**
 * A container that joined another's namespace stays in it when the other is restarted, and the other gets a new one
 * (docs/docker-behaviour.md#dead-namespace). Throws NamespaceError where the container is not running.
 */
async function startedBefore(
  { engine }: Prober,
  container: Container,
  owner: Container,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const [own, owners] = await Promise.all([inspect(engine, container, signal), inspect(engine, owner, signal)]);
  return Date.parse(own.startedAt) < Date.parse(owners.startedAt);
}

async function resolverOf({ engine }: Prober, container: Container, signal: AbortSignal | undefined) {
  const text = await readResolvConf(engine, container, signal);
  const dns = text === undefined ? undefined : dnsFrom(new Map([[source.resolvConf, text]]));
  return text === undefined || dns === undefined ? undefined : { text, dns };
}

/** What a side's DNS settings are: a container in host mode has its own file in the host's namespace. */
export function dnsOf({ namespace, resolver, usesHost }: Side): Dns | undefined {
  return usesHost ? resolver?.dns : namespace?.dns;
}

/** A namespace of a side with the DNS settings of that very side. */
export function withOwnDns(side: Side, namespace: Namespace): Namespace {
  if (!side.usesHost) return namespace;
  const texts = new Map(namespace.texts);
  if (side.resolver === undefined) texts.delete(source.resolvConf);
  else texts.set(source.resolvConf, side.resolver.text);
  return { ...namespace, dns: dnsOf(side), texts };
}

function nameOf(subject: Subject, container: Container | undefined): string {
  if (subject.kind === "host") return "host";
  return container?.name ?? subject.id.slice(0, 12);
}

/** Runs at most so many at a time, the others in the order in which they came. */
function limiter(together: number): <T>(run: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = together;
  return async (run) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free--;
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}
