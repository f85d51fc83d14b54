import type { Container } from "../../docker/inventory/container";
import type { ContainerDetail, Engine } from "../../docker/api/engine";
import { interfaceNames, procDev } from "../parse/procDev";
import type { Machine } from "./machine";
import { procNetOfContainer } from "./procNetFiles";

/**
 * Whether a running container's namespace holds loopback and nothing else, by /proc/net/dev: from outside where its
 * process is proven to be of this machine, else with `cat` of its image. Undefined where neither tells.
 */
export async function hasLoopbackOnly(
  engine: Engine,
  machine: Machine,
  container: Container,
  detail: ContainerDetail,
  signal?: AbortSignal,
): Promise<boolean | undefined> {
  const files = await procNetOfContainer(engine, machine, container, detail, [procDev], signal);
  return interfaceNames(files?.dev ?? "")?.every((name) => name === "lo");
}
