import * as vscode from "vscode";
import { chooseShown } from "../target/chooseShown";
import { trusted, type Command } from "../target/context";
import { parseTarget } from "../target/parseTarget";

/** Opens what `docker inspect` shows of a container or a network, as a read-only JSON document. */
export const inspectCommand: Command = {
  id: "hostside.inspect",
  titleKey: "command.inspect",
  enablement: trusted,
  run: async (context, target, signal) => {
    const { row } = parseTarget(target);
    if (row?.kind === "network") {
      const engine = await context.engines.session(row.engine).live.ready(signal);
      return context.inspections.show(row.label, row.network, await engine.networkInspectionOf(row.network, signal));
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
