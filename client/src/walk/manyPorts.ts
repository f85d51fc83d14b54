import { act } from "../docker/api/containerActions";
import { createContainer } from "../docker/api/containerCreation";
import { hasImage } from "../docker/api/imagePull";
import { removeMarked } from "../docker/api/markedContainers";
import { isPortProxy } from "../docker/portProxies";
import type { Answer } from "../insight/answer";
import { readHostListeners } from "../netns/read/hostListeners";
import type { Localizer } from "../platform/localizer";
import { removeOfWalk } from "./cleanUp";
import { creationOf } from "./creation";
import type { WalkPlace } from "./place";
import { nameOnEngine, type WalkContainer } from "./walk";

/** What it cost to start a container once. */
export interface StartCost {
  readonly milliseconds: number;
  /** The processes that took ports of the host for it; undefined where those of the host cannot be seen from here. */
  readonly proxies: number | undefined;
}

/** What it cost to start a container with many published ports, and the same in host mode. */
export interface ManyPorts {
  readonly published: StartCost;
  readonly host: StartCost;
}

/**
 * Starts both once, one after the other, and removes them again. Undefined where the engine does not have the image.
 * `clock` tells milliseconds. Throws EngineError.
 */
export async function measureManyPorts(
  place: WalkPlace,
  { published, host }: { readonly published: WalkContainer; readonly host: WalkContainer },
  clock: () => number,
  signal?: AbortSignal,
): Promise<ManyPorts | undefined> {
  if (!(await hasImage(place.engine.connection, place.settings.image, signal))) return undefined;
  return {
    published: await costOf(place, published, clock, signal),
    host: await costOf(place, host, clock, signal),
  };
}

async function costOf(
  place: WalkPlace,
  container: WalkContainer,
  clock: () => number,
  signal: AbortSignal | undefined,
): Promise<StartCost> {
  const { engine, settings } = place;
  const { connection } = engine;
  const { walk, user } = settings;
  await removeOfWalk(connection, { walk: walk.id, container: container.name, user }, signal);
  const before = await proxiesOf(place, signal);
  const id = await createContainer(connection, nameOnEngine(container.name), creationOf(container, settings), signal);
  try {
    const start = clock();
    await act(connection, id, "start", signal);
    const milliseconds = Math.round(clock() - start);
    const after = await proxiesOf(place, signal);
    return { milliseconds, proxies: moreOf(before, after) };
  } finally {
    await removeMarked(connection, id);
  }
}

/** What is seen of the processes that listen on the host. */
interface HostProxies {
  /** Those that listen in the name of containers. */
  readonly count: number;
  /** Sockets whose program is hidden, as from a user who is not root. */
  readonly nameless: number;
}

/** How many came; undefined where they cannot be seen. */
function moreOf(before: HostProxies | undefined, after: HostProxies | undefined): number | undefined {
  if (before === undefined || after === undefined || after.nameless > before.nameless) return undefined;
  return after.count - before.count;
}

/** Undefined where the host's sockets cannot be read. */
async function proxiesOf(
  { engine, facts, machine, table, inventory }: WalkPlace,
  signal: AbortSignal | undefined,
): Promise<HostProxies | undefined> {
  const containers = [...inventory.containers.values()];
  const sockets = await readHostListeners(engine, facts, machine, table, containers, signal, false);
  if (sockets === undefined) return undefined;
  const owners = sockets.flatMap(({ owner }) => (owner !== undefined && isPortProxy(owner.program) ? [owner] : []));
  const nameless = sockets.filter(({ owner }) => owner === undefined || owner.program === "");
  return { count: new Set(owners.map(({ pid }) => pid)).size, nameless: nameless.length };
}

/** The figures as a document; `lines` are the commands that do the same. */
export function manyPortsAnswer(
  ports: number,
  { published, host }: ManyPorts,
  lines: { readonly published: string; readonly host: string },
  l10n: Localizer,
): Answer {
  const seconds = ({ milliseconds }: StartCost): string => (milliseconds / 1000).toFixed(1);
  return {
    title: l10n.t("What do {0} published ports cost?", ports),
    sentences: [
      published.proxies === undefined
        ? l10n.t(
            "To start a container with {0} published ports took {1} s. The processes that hold ports of the host for it cannot be counted from here: only root on that machine sees them.",
            ports,
            seconds(published),
          )
        : l10n.t(
            "To start a container with {0} published ports took {1} s, and {2} more processes hold ports of the host for it.",
            ports,
            seconds(published),
            published.proxies,
          ),
      l10n.t("To start one in host mode took {0} s: nothing is published.", seconds(host)),
      l10n.t("Each was started once. On a busy machine the times vary."),
    ],
    evidence: [
      { source: lines.published, lines: figures(published) },
      { source: lines.host, lines: figures(host) },
    ],
    leads: [],
    isWrong: false,
  };
}

function figures({ milliseconds, proxies }: StartCost): string[] {
  return [`start  ${milliseconds} ms`, ...(proxies === undefined ? [] : [`proxies  ${proxies}`])];
}
