import type { Container } from "../../docker/inventory/container";
import type { ContainerDetail, Engine } from "../../docker/api/engine";
import { interfaceNames, procDev } from "../parse/procDev";
import type { Machine } from "./machine";
import { procNetOfContainer } from "./procNetFiles";

/**
 * What engines put into a container (`eth0`, of a rootless Podman `tap0`), and the tunnels that the kernel makes in each
 * namespace by itself, which lead nowhere.
 */
const usual = /^(?:lo|eth\d+|tap0|(?:tunl|gre|gretap|erspan|ip_vti|ip6_vti|sit|ip6tnl|ip6gre)0)$/u;

/**
 * Whether a container may pass on what comes to its ports without listening, as one does that runs containers or a
 * tunnel of its own: its namespace then has interfaces beside its engine's. True also where that cannot be read.
 */
export async function mayForward(
  engine: Engine,
  machine: Machine,
  container: Container,
  detail: ContainerDetail,
  signal?: AbortSignal,
): Promise<boolean> {
  const files = await procNetOfContainer(engine, machine, container, detail, [procDev], signal);
  return interfaceNames(files?.dev ?? "")?.every((name) => usual.test(name)) !== true;
}
