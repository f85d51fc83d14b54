import { record } from "../record";
import type { ContainerWithImage } from "./containerWithImage";
import type { Request } from "./httpExchange";

/** A port of the host that a container is to publish instead of another one. */
export interface HostPortChange {
  readonly from: number;
  readonly to: number;
}

/** What the engine is asked for to have a container once more. Nothing in it is sanitized: it is as the engine told it. */
export interface Recreation {
  readonly name: string;
  readonly creation: Request & { readonly body: CreationBody };
  /** The networks that it is connected to after its creation, which takes one only in APIs before 1.44. */
  readonly networks: readonly { readonly network: string; readonly endpoint: object }[];
}

/** The body of `POST /containers/create` (moby api/swagger.yaml, ContainerCreate). */
export interface CreationBody {
  readonly [field: string]: unknown;
  readonly HostConfig: Readonly<Record<string, unknown>>;
  readonly NetworkingConfig: { readonly EndpointsConfig: Readonly<Record<string, unknown>> };
}

/** Why a container cannot be created once more without losing something of it. */
export type RecreationRefusal =
  | "compose"
  | "swarm"
  /** It runs, or it has run: it may have written what would be lost. */
  | "has-run"
  | "removes-itself"
  /** It does not publish this port by its number. */
  | "other-port"
  /** Its inspection lacks what every engine tells. */
  | "unreadable";

/** A container once more, with another port of the host. */
export function recreationOf(
  { inspection, image, imageName }: ContainerWithImage,
  change: HostPortChange,
): Recreation | RecreationRefusal {
  const { Id, Name, State, Config, HostConfig, NetworkSettings, ImageManifestDescriptor } = record(inspection);
  const [config, host, state] = [record(Config), record(HostConfig), record(State)];
  const name = typeof Name === "string" ? /^\/?([a-zA-Z0-9][\w.-]*)$/u.exec(Name)?.[1] : undefined;
  if (typeof Id !== "string" || name === undefined || typeof imageName !== "string") return "unreadable";
  const labels = record(config.Labels);
  if (labels["com.docker.compose.project"] !== undefined) return "compose";
  if (labels["com.docker.swarm.task.id"] !== undefined) return "swarm";
  if (host.AutoRemove === true) return "removes-itself";
  if (state.Running !== false || !hasNeverRun(state.StartedAt)) return "has-run";
  const bindings = withHostPort(record(host.PortBindings), change);
  if (bindings === undefined) return "other-port";
  const endpoints = Object.entries(record(record(NetworkSettings).Networks)).map(([network, endpoint]) => ({
    network,
    endpoint: endpointOf(endpoint, Id, config.MacAddress),
  }));
  const first = endpoints.find(({ network }) => network === host.NetworkMode) ?? endpoints[0];
  return {
    name,
    creation: {
      method: "POST",
      path: "/containers/create",
      query: { name, ...platformOf(ImageManifestDescriptor) },
      body: {
        ...config,
        // The engine names the host after the container where nobody does.
        Hostname: config.Hostname === Id.slice(0, 12) ? "" : config.Hostname,
        Image: imageName,
        Entrypoint: entrypointOf(config, record(image)),
        HostConfig: { ...host, PortBindings: bindings, Links: linksOf(host.Links) },
        NetworkingConfig: { EndpointsConfig: first === undefined ? {} : { [first.network]: first.endpoint } },
      },
    },
    networks: endpoints.filter((each) => each !== first),
  };
}

/** The year 1 stands for never (moby api/types/container, State.StartedAt). */
function hasNeverRun(startedAt: unknown): boolean {
  return typeof startedAt === "string" && startedAt.startsWith("0001-");
}

/** All publishes with the new number where it was the old one, of either protocol; undefined where none has it. */
function withHostPort(
  bindings: Readonly<Record<string, unknown>>,
  { from, to }: HostPortChange,
): Record<string, unknown> | undefined {
  const lists = Object.entries(bindings).map(([port, list]) => [port, Array.isArray(list) ? list : []] as const);
  const isFrom = (binding: unknown): boolean => record(binding).HostPort === String(from);
  if (!lists.some(([, list]) => list.some(isFrom))) return undefined;
  const moved = (binding: unknown): unknown =>
    isFrom(binding) ? { ...record(binding), HostPort: String(to) } : binding;
  return Object.fromEntries(lists.map(([port, list]) => [port, list.map(moved)]));
}

/** What was asked for of a place in a network, without what the engine gave it. */
function endpointOf(endpoint: unknown, id: string, mac: unknown): object {
  const { IPAMConfig, Links, Aliases, DriverOpts, MacAddress, GwPriority } = record(endpoint);
  // Engines before 25 add the ID to the names by themselves.
  const aliases = Array.isArray(Aliases) ? Aliases.filter((alias) => alias !== id.slice(0, 12)) : Aliases;
  const hasMac = typeof MacAddress === "string" && MacAddress !== "" && (typeof mac !== "string" || mac === "");
  return {
    ...{ IPAMConfig, Links, Aliases: aliases, DriverOpts },
    ...(hasMac ? { MacAddress } : {}),
    ...(GwPriority === undefined ? {} : { GwPriority }),
  };
}

/** An inspection has `/db:/web/alias`, a creation takes `db:alias` (moby daemon/inspect.go). */
function linksOf(links: unknown): unknown {
  if (!Array.isArray(links)) return links;
  return links.map((link: unknown) => {
    const [target = "", alias = ""] = String(link).split(":");
    return `${target.replace(/^\//u, "")}:${alias.slice(alias.lastIndexOf("/") + 1)}`;
  });
}

/** An entry that is empty takes the image's away, which the inspection of the container does not tell from none. */
function entrypointOf(config: Partial<Record<string, unknown>>, image: Partial<Record<string, unknown>>): unknown {
  const ofImage = record(image.Config).Entrypoint;
  const hasOwn = Array.isArray(config.Entrypoint) && config.Entrypoint.length > 0;
  return !hasOwn && Array.isArray(ofImage) && ofImage.length > 0 ? [""] : config.Entrypoint;
}

/** One image may be there for several platforms; newer engines tell which one a container has. */
function platformOf(descriptor: unknown): { platform?: string } {
  const { os, architecture, variant } = record(record(descriptor).platform);
  const parts = [os, architecture, variant].filter((part) => typeof part === "string" && part !== "");
  return parts.length < 2 ? {} : { platform: parts.join("/") };
}
