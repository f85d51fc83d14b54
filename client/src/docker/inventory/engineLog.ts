import { namedLogger, type Logger } from "../../platform/logger";
import type { EngineFacts } from "../api/engineFacts";
import { endpointText } from "../endpoint/endpointText";
import type { EngineSession, EngineSet } from "./engineSet";
import type { EngineStatus } from "./engineStatus";

/** What was written of an engine last. */
interface Written {
  readonly endpoint: string;
  readonly state: string;
}

/**
 * Writes which engines are shown, what named each, and every change of their state with its reason. A state that is the
 * same as before is no news, however often an attempt to connect ends in it.
 */
export function logEngines(engines: EngineSet, log: Logger): { dispose(): void } {
  const written = new Map<EngineSession, Written>();
  const write = (session: EngineSession): void => {
    const { live, key } = session;
    const named = key === "" ? log : namedLogger(log, key);
    const before = written.get(session) ?? { endpoint: "", state: stateText({ kind: "idle" }) };
    const endpoint = live.endpoint === undefined ? before.endpoint : endpointText(live.endpoint);
    const state = stateText(live.status);
    written.set(session, { endpoint, state });
    if (endpoint !== before.endpoint) named.info(`The engine is at ${endpoint}.`);
    if (state !== before.state) named.info(state);
  };
  return engines.onDidChange((changed) => {
    for (const session of changed === undefined ? engines.sessions : [changed]) write(session);
    for (const session of [...written.keys()].filter((one) => !engines.sessions.includes(one))) {
      written.delete(session);
      log.info(`${session.key}: This engine is no longer shown.`);
    }
  });
}

function stateText(status: EngineStatus): string {
  switch (status.kind) {
    case "idle":
      return "Not connected to the engine.";
    case "connecting":
      return "Connecting to the engine.";
    case "ready":
      return `The engine answers: ${factsText(status.facts)}.`;
    case "fault":
      // Which of several requests failed first is chance, and no other state.
      return `The engine cannot be shown (${status.fault.kind}): ${status.fault.detail}.`;
  }
}

/** What kind of engine it is, such as `Docker 28.5.2, API 1.51, linux, rootless`. */
export function factsText({ product, version, apiVersion, os, swarm, ...facts }: EngineFacts): string {
  const parts = [`${product === "podman" ? "Podman" : "Docker"} ${version}`, `API ${apiVersion}`, os];
  if (facts.desktop) parts.push("Docker Desktop");
  if (facts.rootless) parts.push("rootless");
  if (facts.usernsRemap) parts.push("userns-remap");
  if (swarm !== "none") parts.push(`swarm ${swarm}`);
  return parts.filter((part) => part !== "").join(", ");
}
