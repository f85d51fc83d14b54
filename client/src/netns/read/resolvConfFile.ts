import { isUp, type Container } from "../../docker/inventory/container";
import { readContainerFile } from "../../docker/api/containerFile";
import type { Engine } from "../../docker/api/engine";
import { faultFrom } from "../../docker/fault";
import { source } from "../source";
import { NamespaceError } from "./fault";

/**
 * A container's /etc/resolv.conf as the engine hands it out, also of one without programs. The file is the container's,
 * not its namespace's: two in host mode may have different ones (measured on engine 20.10.24, `--dns`). It is not read
 * by way of /proc/PID/root: a link in there would lead to a file of this machine. Undefined where it cannot be had.
 */
export async function readResolvConf(
  { connection }: Engine,
  { id }: Container,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    return await readContainerFile(connection, id, source.resolvConf, signal);
  } catch (error) {
    // An image may have made it a link; then it is not known. What ends the whole reading ends it here too.
    const fault = faultFrom(error);
    if (fault.kind === "cancelled" || fault.kind === "timeout") throw new NamespaceError({ kind: "engine", fault });
    return undefined;
  }
}

/**
 * The host's resolv.conf, as the engine copied it for a container in host mode when that was started. One that was
 * started with DNS settings of its own has no copy.
 */
export async function copyOfHosts(
  engine: Engine,
  containers: readonly Container[],
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  for (const container of containers) {
    if (container.mode.kind !== "host" || !isUp(container)) continue;
    const { ownDns } = await engine.inspectContainer(container.id, signal).catch((error: unknown) => {
      const fault = faultFrom(error);
      if (fault.kind !== "container-gone") throw new NamespaceError({ kind: "engine", fault });
      return { ownDns: true };
    });
    const text = ownDns ? undefined : await readResolvConf(engine, container, signal);
    if (text !== undefined) return text;
  }
  return undefined;
}
