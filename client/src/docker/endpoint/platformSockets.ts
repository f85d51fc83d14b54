import * as path from "node:path";
import type { EndpointEnvironment } from "./endpointEnvironment";

/**
 * The sockets that engines of this platform listen on unless told otherwise, in the order in which they are tried:
 * Docker's own, rootless Docker, Docker Desktop, Colima, Rancher Desktop, OrbStack, then Podman's.
 */
export function platformSockets(environment: EndpointEnvironment): string[] {
  if (environment.platform === "win32") {
    return [
      "\\\\.\\pipe\\docker_engine",
      "\\\\.\\pipe\\dockerDesktopLinuxEngine",
      "\\\\.\\pipe\\podman-machine-default",
    ];
  }
  const home = (...parts: string[]): string => path.join(environment.home, ...parts);
  const runtime = runtimeDirectory(environment);
  const inRuntime = (...parts: string[]): string[] => (runtime === undefined ? [] : [path.join(runtime, ...parts)]);
  return [
    "/var/run/docker.sock",
    ...inRuntime("docker.sock"),
    home(".docker", "run", "docker.sock"),
    home(".docker", "desktop", "docker.sock"),
    home(".colima", "default", "docker.sock"),
    home(".colima", "docker.sock"),
    home(".config", "colima", "default", "docker.sock"),
    home(".rd", "docker.sock"),
    home(".orbstack", "run", "docker.sock"),
    ...inRuntime("podman", "podman.sock"),
    home(".local", "share", "containers", "podman", "machine", "podman.sock"),
    "/run/podman/podman.sock",
  ];
}

/**
 * The first of them on which an engine takes our connections: a socket that an engine left behind, or that belongs to
 * somebody else, is no reason to miss the user's own. Where none does, the first that exists, which tells why.
 */
export async function firstPlatformSocket(environment: EndpointEnvironment): Promise<string | undefined> {
  const sockets = platformSockets(environment);
  const there = await Promise.all(sockets.map((socket) => environment.exists(socket)));
  const existing = sockets.filter((_, at) => there[at]);
  for (const socket of existing) if (await environment.accepts(socket)) return socket;
  return existing[0];
}

/** An editor that was not started from a login shell may lack XDG_RUNTIME_DIR; systemd's place for it is known. */
function runtimeDirectory({ variables, platform, userId }: EndpointEnvironment): string | undefined {
  if (variables.XDG_RUNTIME_DIR) return variables.XDG_RUNTIME_DIR;
  return platform === "linux" && userId !== undefined ? `/run/user/${userId}` : undefined;
}
