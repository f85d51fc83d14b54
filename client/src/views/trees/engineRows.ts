import type { EngineFacts, EngineProduct } from "../../docker/api/engineFacts";
import type { EngineSession } from "../../docker/inventory/engineSet";
import type { EngineStatus } from "../../docker/inventory/engineStatus";
import { sanitize } from "../../docker/sanitize";
import { explainEngineFault, productOfFault } from "../../insight/explainFault";
import { engineFaultBrief } from "../../insight/engineFaultBrief";
import { swarmRoleText } from "../../insight/swarmRole";
import type { Localizer } from "../../platform/localizer";
import type { RowSource } from "./containerRows";
import { rowId, type Row } from "./row";

/** What rows of a session are made from, now. */
export function sourceOf({ key, live }: EngineSession, l10n: Localizer): RowSource {
  const { status, inventory } = live;
  return {
    engine: key,
    inventory,
    l10n,
    ...(status.kind === "ready" ? { endpoint: status.engine.endpoint } : {}),
  };
}

/** The line of an engine, where several are shown. */
export function engineRow({ key, live }: EngineSession, l10n: Localizer): Row {
  const { status } = live;
  const label = engineName({ key, live }, l10n);
  const description = {
    idle: () => "",
    connecting: () => l10n.t("connecting"),
    ready: () => (status.kind === "ready" ? factsText(status.facts, l10n) : ""),
    fault: () => (status.kind === "fault" ? engineFaultBrief(status.fault.kind, l10n) : ""),
  }[status.kind]();
  return {
    kind: "engine",
    id: rowId(key, "engine"),
    engine: key,
    label,
    description,
    icon: status.kind === "fault" ? "error" : "server",
    ...(status.kind === "fault" ? { colour: "charts.red" } : {}),
    contextValue: `engine.${key === "" ? "primary" : "added"}.${status.kind}`,
    spoken: l10n.t(
      "{0} {1}, {2}",
      productOfStatus(status) === "podman" ? "Podman" : l10n.t("Docker engine"),
      label,
      description,
    ),
    fold: "open",
  };
}

/** What an engine is called: its context, the address that the user gave, or where it was found. */
export function engineName({ key, live }: EngineSession, l10n: Localizer): string {
  if (key !== "") return sanitize(key);
  const { status } = live;
  const product = productOfStatus(status) === "podman" ? "Podman" : l10n.t("Docker");
  if (status.kind !== "ready") return product;
  const { endpoint } = status.engine;
  return sanitize(endpoint.context ?? (endpoint.source === "default" ? product : endpoint.address));
}

/** What an engine without containers to show says below its line. */
export function engineMessageRows({ key, live }: EngineSession, l10n: Localizer): Row[] {
  const { status } = live;
  const label =
    status.kind === "fault"
      ? explainEngineFault(status.fault, l10n)
      : status.kind === "ready"
        ? l10n.t("Nothing to show")
        : l10n.t("Asking the engine...");
  return [
    {
      kind: "message",
      id: rowId(key, "message"),
      engine: key,
      label,
      description: "",
      icon: status.kind === "fault" ? "warning" : "info",
      contextValue: "message",
      spoken: label,
      fold: "leaf",
    },
  ];
}

/** What stands in a view where a filter leaves nothing: that it is the filter. */
export function noMatchRow(engine: string, filter: string, l10n: Localizer): Row {
  const label = l10n.t("Nothing matches the filter {0}", filter);
  return {
    kind: "message",
    id: rowId(engine, "noMatch"),
    engine,
    label,
    description: "",
    icon: "filter",
    contextValue: "message",
    spoken: label,
    fold: "leaf",
  };
}

function factsText(facts: EngineFacts, l10n: Localizer): string {
  const { product, version } = facts;
  return [product === "podman" ? `Podman ${version}` : version, swarmRoleText(facts, l10n)].join("  ").trim();
}

function productOfStatus(status: EngineStatus): EngineProduct | undefined {
  if (status.kind === "ready") return status.facts.product;
  return status.kind === "fault" ? productOfFault(status.fault) : undefined;
}
