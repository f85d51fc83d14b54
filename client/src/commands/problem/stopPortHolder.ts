import * as vscode from "vscode";
import { isUp } from "../../docker/inventory/container";
import { inform } from "../../views/notices";
import { changeShown } from "../container/changeContainer";
import { stopping } from "../container/stopping";
import { trusted, type Command } from "../target/context";
import { chooseFailed } from "./chooseFailed";

/** Stops the container that has the port which another one needs, after a question. */
export const stopPortHolderCommand: Command = {
  id: "hostside.stopPortHolder",
  titleKey: "command.stopPortHolder",
  enablement: trusted,
  run: async (context, target, signal) => {
    const texts = {
      prompt: vscode.l10n.t("Which container needs the port?"),
      none: vscode.l10n.t("No container needs a port that another container has."),
    };
    const failed = await chooseFailed(context, target, "stop-holder", texts, signal);
    if (failed === undefined) return undefined;
    const by = "by" in failed.problem ? failed.problem.by : undefined;
    if (by === undefined) {
      await inform(texts.none);
      return undefined;
    }
    const { session, container: loser } = failed;
    const { port, container: id = "" } = by;
    const holder = session.live.inventory.containers.get(id);
    if (holder === undefined || !isUp(holder)) {
      await inform(vscode.l10n.t("Nobody has port {0} any more.", port));
      return undefined;
    }
    const why = {
      sentence: vscode.l10n.t("{0} has port {1}, which {2} needs. Stop {0}?", holder.name, port, loser.name),
      agree: vscode.l10n.t("Stop"),
    };
    return changeShown(context, stopping, [{ container: holder, session }], signal, why);
  },
};
