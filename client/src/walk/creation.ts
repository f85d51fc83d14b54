import { walkLabel, walkLabelValue, type WalkMark } from "../docker/api/walkMark";
import { modeOnEngine, type Walk, type WalkContainer, type WalkPorts } from "./walk";

/** What a walk's containers are made with. */
export interface WalkSettings {
  readonly walk: Walk;
  readonly user: string;
  readonly image: string;
  readonly ports: WalkPorts;
  /** On an engine that remaps user namespaces, host mode asks for the host's (docs/docker-behaviour.md#host-mode-userns). */
  readonly usernsRemap: boolean;
}

/** The port on which nginx listens by itself. */
const usualPort = 80;

/** The first port inside of a container that publishes many. */
export const firstOfMany = 20_000;

/** What the engine is asked to create (moby api/swagger.yaml, ContainerCreate). */
export function creationOf(container: WalkContainer, settings: WalkSettings): object {
  const { image, ports } = settings;
  const bindings = bindingsOf(container, ports);
  const command = programFor(container, ports.app);
  return {
    Image: image,
    Labels: { [walkLabel]: walkLabelValue(markOf(container, settings)) },
    ...(command === undefined ? {} : { Cmd: command }),
    ...(bindings.length === 0 ? {} : { ExposedPorts: Object.fromEntries(bindings.map(([port]) => [port, {}])) }),
    HostConfig: {
      NetworkMode: modeOnEngine(container.network),
      ...(asksForHostUsers(container, settings) ? { UsernsMode: "host" } : {}),
      ...(container.privileged === true ? { Privileged: true } : {}),
      ...(bindings.length === 0 ? {} : { PortBindings: Object.fromEntries(bindings) }),
      RestartPolicy: { Name: "no" },
    },
  };
}

/** Each published port of the container, and the port of the host: empty where the engine picks it. */
function bindingsOf({ publish, publishMany = 0 }: WalkContainer, ports: WalkPorts): [string, object[]][] {
  const many = Array.from({ length: publishMany }, (_, at): [string, object[]] => [
    `${firstOfMany + at}/tcp`,
    [{ HostIp: "", HostPort: "" }],
  ]);
  if (publish === undefined) return many;
  return [[`${ports.app}/tcp`, [{ HostIp: "", HostPort: String(ports[publish]) }]], ...many];
}

/** The mark of a walk's container. */
export function markOf({ name }: WalkContainer, { walk, user }: WalkSettings): WalkMark {
  return { walk: walk.id, container: name, user };
}

/** Whether it needs the host's user namespace. */
export function asksForHostUsers({ network }: WalkContainer, { usernsRemap }: WalkSettings): boolean {
  return usernsRemap && network === "host";
}

/**
 * The command of a container whose program waits, or is to listen on this port; undefined for the image's own. nginx takes
 * its port from its configuration alone, so that another port is another configuration. The user that it is built with for
 * its workers may not be in the image; root is in each.
 */
export function programFor({ waits }: WalkContainer, port: number): readonly string[] | undefined {
  if (waits === true) return ["sleep", "86400"];
  if (port === usualPort) return undefined;
  const configuration = `user root; events {} http { server { listen ${port}; root /usr/share/nginx/html; } }`;
  return ["sh", "-c", `echo "${configuration}" >/tmp/walk.conf && exec nginx -c /tmp/walk.conf -g "daemon off;"`];
}
