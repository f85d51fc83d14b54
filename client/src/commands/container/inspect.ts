import * as vscode from "vscode";
import { chooseShown } from "../target/chooseShown";
import { trusted, type Command } from "../target/context";

/** Opens what `docker inspect` shows of a container or a network, as a read-only JSON document. */
export const inspectCommand: Command = {
  id: "hostside.inspect",
  titleKey: "command.inspect",
  enablement: trusted,
  run: async (context, target, signal) => {
    const network = networkOf(target);
    if (network !== undefined) {
      const engine = await context.engines.session(network.engine).live.ready(signal);
      return context.inspections.show(network.label, network.id, await engine.networkInspectionOf(network.id, signal));
    }
    const choice = {
      accepts: () => true,
      prompt: vscode.l10n.t("Inspect which container?"),
      none: vscode.l10n.t("There is no container."),
    };
    const shown = await chooseShown(context, target, choice, signal);
    if (shown === undefined) return undefined;
    const { container, session } = shown;
    const engine = await session.live.ready(signal);
    return context.inspections.show(container.name, container.id, await engine.inspectionOf(container.id, signal));
  },
};

/** A line of the Networks view. */
function networkOf(target: unknown): { id: string; engine: string; label: string } | undefined {
  if (typeof target !== "object" || target === null || !("row" in target)) return undefined;
  const { row } = target as { row: { network?: unknown; engine?: unknown; label?: unknown } };
  if (typeof row.network !== "string" || typeof row.engine !== "string") return undefined;
  return { id: row.network, engine: row.engine, label: String(row.label) };
}
