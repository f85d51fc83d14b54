import * as vscode from "vscode";
import { schemeAt } from "../../docker/api/httpProbe";
import { inform } from "../../views/notices";
import { reachableChoice, type ReachablePick } from "./chooseAddress";
import { trusted, type Command } from "../target/context";

/** So many ports of one container are asked; of one in host mode, a name server may have hundreds. */
const mostAsked = 24;

/** Opens a published port, or a port of the host, in the browser. Asks the ports first, and leaves out what does not answer HTTP. */
export const openInBrowserCommand: Command = {
  id: "hostside.openInBrowser",
  titleKey: "command.openInBrowser",
  enablement: trusted,
  run: async (context, target, signal) => {
    const chosen = await reachableChoice(context, target, vscode.l10n.t("Open which port?"), signal, speakingHttp);
    if (chosen === undefined) return undefined;
    // Where the window is elsewhere, VS Code makes a way to it.
    const uri = await vscode.env.asExternalUri(vscode.Uri.parse(chosen.url));
    if (!(await vscode.env.openExternal(uri))) await inform(vscode.l10n.t("{0} was not opened.", chosen.url));
    return chosen.url;
  },
};

/** Those that answer HTTP, with the scheme that they speak. Where none does, the user may have all the same. */
async function speakingHttp(picks: readonly ReachablePick[], signal: AbortSignal): Promise<readonly ReachablePick[]> {
  const asked = picks.slice(0, mostAsked);
  const answers = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Asking which ports speak HTTP") },
    () => Promise.all(asked.map(({ address }) => schemeAt(address, signal))),
  );
  const found = asked.flatMap((pick, at) => {
    const scheme = answers[at];
    return scheme === undefined ? [] : [{ ...pick, url: `${scheme}://${pick.address}/` }];
  });
  if (found.length > 0 || signal.aborted) return found;
  const addresses = asked.map(({ address }) => address).join(", ");
  const anyway = vscode.l10n.t("Open Anyway");
  const said = vscode.l10n.t("Nothing answers HTTP at {0}.", addresses);
  return (await vscode.window.showInformationMessage(said, anyway)) === anyway ? picks : [];
}
