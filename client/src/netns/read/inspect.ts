import type { Container } from "../../docker/inventory/container";
import type { ContainerDetail, Engine } from "../../docker/api/engine";
import { faultFrom } from "../../docker/fault";
import { NamespaceError } from "./fault";

/** A running container's details. Throws {@link NamespaceError} where it has stopped, waits for a restart or is gone. */
export async function inspect(engine: Engine, container: Container, signal?: AbortSignal): Promise<ContainerDetail> {
  const detail = await engine.inspectContainer(container.id, signal).catch((error: unknown) => {
    const fault = faultFrom(error);
    throw new NamespaceError(
      fault.kind === "container-gone" ? { kind: "gone", container: container.name } : { kind: "engine", fault },
    );
  });
  const { exitCode, plan } = detail;
  if (!detail.running) throw new NamespaceError({ kind: "stopped", container: container.name, exitCode, plan });
  if (detail.restarting && detail.pid === 0)
    throw new NamespaceError({ kind: "restarting", container: container.name, exitCode, plan });
  return detail;
}
