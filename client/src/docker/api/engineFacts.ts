import type { EngineFactsMessage } from "../../../../shared/protocol";
import { sanitize } from "../sanitize";
import { record } from "../record";

/** Who made the engine, as far as it matters: what both call the Docker API differs between the two. */
export type EngineProduct = "docker" | "podman";

/** The engine's own account of itself. */
export interface EngineVersion {
  readonly product: EngineProduct;
  readonly version: string;
  readonly apiVersion: string;
}

/** What kind of engine it is: what the rules are told, and what the host's ports depend on. Asked once a connection. */
export interface EngineFacts extends EngineFactsMessage {
  readonly product: EngineProduct;
  /** This engine's node in its swarm; empty outside of one. */
  readonly nodeId: string;
  /** The host name and the kernel of the engine's machine, to tell whether it is this one. */
  readonly hostName: string;
  readonly kernel: string;
}

/** Reads `GET /version`: Podman names itself as a component of the engine (Podman pkg/api/handlers/compat/version.go). */
export function productOf(version: unknown): EngineProduct {
  const { Components } = record(version);
  const names = (Array.isArray(Components) ? Components : []).map((component) => String(record(component).Name));
  return names.some((name) => /^podman\b/iu.test(name)) ? "podman" : "docker";
}

/**
 * Reads `GET /info` (moby api/swagger.yaml, SystemInfo). Docker Desktop names itself as the operating system; rootless
 * and userns-remap are security options (moby daemon/info_unix.go); Podman has a field for the former (4.3).
 */
export function engineFactsFrom(info: unknown, version: EngineVersion): EngineFacts {
  const told = record(info);
  const options = (Array.isArray(told.SecurityOptions) ? told.SecurityOptions : []).map(String);
  const has = (name: string): boolean => options.some((option) => option.split(",").includes(`name=${name}`));
  const text = (value: unknown): string => (typeof value === "string" ? sanitize(value) : "");
  const swarm = record(told.Swarm);
  return {
    product: version.product,
    version: sanitize(version.version),
    apiVersion: sanitize(version.apiVersion),
    os: text(told.OSType),
    desktop: /docker desktop/iu.test(text(told.OperatingSystem)),
    rootless: has("rootless") || (version.product === "podman" && told.Rootless === true),
    usernsRemap: has("userns"),
    swarm: swarm.LocalNodeState !== "active" ? "none" : swarm.ControlAvailable === true ? "manager" : "worker",
    nodeId: text(swarm.NodeID),
    hostName: text(told.Name),
    kernel: text(told.KernelVersion),
  };
}
