import * as vscode from "vscode";
import { inform } from "../../views/notices";
import { trusted, type Command } from "../target/context";
import { unresolvedNameIn } from "../target/unresolvedName";
import { chooseFailed } from "./chooseFailed";

/** Puts a container on a network of who it calls by a name that it cannot resolve: in its Compose file, to be saved by the user. */
export const joinNetworkCommand: Command = {
  id: "hostside.joinNetwork",
  titleKey: "command.joinNetwork",
  enablement: trusted,
  run: async (context, target, signal) => {
    const texts = {
      prompt: vscode.l10n.t("Put which container on the network of who it calls?"),
      none: vscode.l10n.t("No container calls a name that is only on another network."),
    };
    const failed = await chooseFailed(context, target, "join-network", texts, signal);
    if (failed?.problem.kind !== "unresolved-name") return undefined;
    const { container, session, problem } = failed;
    const place = await unresolvedNameIn(context.languageServer, container, problem.name);
    const [changed] = place?.edit?.entries() ?? [];
    if (place?.edit === undefined || changed === undefined) {
      const line = { container: { id: container.id }, engine: session.key };
      await vscode.commands.executeCommand("hostside.revealService", line);
      void inform(
        vscode.l10n.t("Put {0} on the network {1} in its file.", container.name, problem.networks.join(", ")),
      );
      return undefined;
    }
    const [uri, edits] = changed;
    const at = edits[0]?.range.start ?? place.range.start;
    await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at) });
    await vscode.workspace.applyEdit(place.edit);
    void inform(
      vscode.l10n.t(
        "{0} is on the network {1} in the file now. Save it, and run docker compose up -d.",
        container.composeService ?? container.name,
        problem.networks[0] ?? "",
      ),
    );
    return uri;
  },
};
