import { hostname, release } from "node:os";
import type { Engine } from "../../docker/api/engine";
import type { EngineFacts } from "../../docker/api/engineFacts";
import { networkFrom, type Subnet } from "../../docker/inventory/network";
import { ipv4Number, ipv4Text } from "../parse/addressText";
import { ownAddressesIn } from "../parse/procNet";
import type { Machine } from "./machine";

/**
 * True where the extension host is in the network namespace of the engine's host although no container proves it: it
 * has the host name and the kernel that the engine tells, and the address of one of the engine's bridges, or, where the
 * engine has none, its socket. Podman makes its bridges with the first container, and has no daemon that may be elsewhere.
 * Throws EngineError.
 */
export async function isInHostsNamespace(
  engine: Engine,
  facts: EngineFacts,
  machine: Machine,
  signal?: AbortSignal,
): Promise<boolean> {
  if (!isSameSystem(engine, facts)) return false;
  if (facts.product === "podman") return true;
  const networks = (await engine.listNetworks(undefined, signal)).flatMap((entry) => networkFrom(entry) ?? []);
  const bridges = networks.filter(({ driver }) => driver === "bridge").flatMap(({ subnets }) => subnets);
  if (bridges.length === 0) return listensHere(engine, machine);
  const own = ownAddressesIn((await machine.read("/proc/self/net/fib_trie")) ?? "");
  return bridges.some((bridge) => own.includes(bridge.gateway ?? firstAddress(bridge) ?? ""));
}

/** The address that the engine gives to a bridge whose gateway it does not list (docs/docker-behaviour.md#default-gateway). */
function firstAddress({ subnet }: Subnet): string | undefined {
  const network = /^(\d+\.\d+\.\d+\.\d+)\/\d+$/u.exec(subnet)?.[1];
  return network === undefined ? undefined : ipv4Text(ipv4Number(network) + 1);
}

/** `__SO_ACCEPTCON`: the flag of a Unix socket that takes connections (linux/include/uapi/linux/net.h). */
const listening = "00010000";

/**
 * True where whoever made the engine's socket, itself or systemd, is in our network namespace: /proc/net/unix has those of
 * one namespace only. An engine with `--bridge=none` leaves no other trace.
 */
async function listensHere({ endpoint }: Engine, machine: Machine): Promise<boolean> {
  if (endpoint.kind !== "socket") return false;
  const wanted = withoutVar(endpoint.path);
  const lines = ((await machine.read("/proc/self/net/unix")) ?? "").split("\n");
  return lines.some((line) => {
    const [, , , flags, , , , ...path] = line.trim().split(/\s+/u);
    return flags === listening && withoutVar(path.join(" ")) === wanted;
  });
}

/** /var/run is a link to /run; either may have been named. */
function withoutVar(path: string): string {
  return path.startsWith("/var/run/") ? path.slice("/var".length) : path;
}

/**
 * A container in which this editor runs has another host name, unless it shares the host's namespaces. A virtual
 * machine's engine has another kernel.
 */
function isSameSystem({ endpoint }: Engine, facts: EngineFacts): boolean {
  return (
    endpoint.kind === "socket" &&
    !facts.desktop &&
    // Of a rootless Podman, host mode is the network of this machine.
    !(facts.rootless && facts.product === "docker") &&
    facts.hostName !== "" &&
    facts.hostName === hostname() &&
    facts.kernel === release()
  );
}
