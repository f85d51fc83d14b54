import { sectionNamed } from "../../netns/sections/table";
import type { Localizer } from "../../platform/localizer";
import type { NamespaceView } from "./namespaceView";

/** The title of a comparison; `engine` names the engine where several are shown. */
export function titleOf(view: NamespaceView, engine: string | undefined, l10n: Localizer): string {
  const [left = "", right = ""] = view.sides.map(({ name }) => name);
  const section = sectionNamed(view.address.shown);
  const part = section === undefined ? l10n.t("network namespace") : (section.spokenTitle?.(l10n) ?? section.title);
  const title = `${part}: ${left} <-> ${right} (${relationText(view, l10n)})`;
  return engine === undefined ? title : l10n.t("{0} on {1}", title, engine);
}

function relationText(view: NamespaceView, l10n: Localizer): string {
  const withHost = view.sides.some(({ subject }) => subject.kind === "host");
  const stopped = view.sides.find(({ fault }) => fault !== undefined);
  if (stopped !== undefined) {
    if (stopped.fault?.kind === "restarting") return l10n.t("{0} is restarting", stopped.name);
    return stopped.fault?.kind === "stopped" ? l10n.t("{0} is not running", stopped.name) : l10n.t("not readable");
  }
  if (view.relation === "same") {
    return withHost ? l10n.t("shares the host's network namespace") : l10n.t("one shared namespace");
  }
  return withHost ? l10n.t("own namespace") : l10n.t("two namespaces");
}
