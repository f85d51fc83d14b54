import * as vscode from "vscode";
import { isUp } from "../../docker/inventory/container";
import { namespaceOwner } from "../../docker/inventory/inventory";
import { captureAddress, captureTargets, edgesharkPage, edgesharkPort } from "../../insight/capture/edgeshark";
import { inform, withoutLinks } from "../../views/notices";
import { chooseShown } from "../target/chooseShown";
import { trusted, type Command } from "../target/context";
import { whileReading } from "../target/whileReading";

/**
 * Starts Wireshark with a capture from a container's interfaces, where Edgeshark answers on the engine's host; else says
 * how to get it. Installs nothing and starts no container.
 */
export const captureInWiresharkCommand: Command = {
  id: "hostside.captureInWireshark",
  titleKey: "command.captureInWireshark",
  enablement: trusted,
  run: async (context, target, signal) => {
    const { l10n, env, Uri } = vscode;
    const choice = {
      accepts: isUp,
      prompt: l10n.t("Capture from which container?"),
      none: l10n.t("No container is running."),
    };
    const shown = await chooseShown(context, target, choice, signal);
    if (shown === undefined) return undefined;
    const { container, session } = shown;
    const { endpoint } = await session.live.ready(signal);
    if (endpoint.kind === "ssh") {
      void inform(
        l10n.t(
          "The engine's host is reached by ssh. Open a window there (Remote - SSH) to capture from its containers.",
        ),
      );
      return undefined;
    }
    const address = `${endpoint.kind === "tcp" ? endpoint.host : "localhost"}:${edgesharkPort}`;
    const title = l10n.t("Asking Edgeshark at {0}", address);
    const targets = await whileReading(context, title, signal, (options) => captureTargets(address, options.signal));
    if (targets === undefined) {
      void sayHowToGetIt(address);
      return undefined;
    }
    // Whoever shares a namespace sees the same packets.
    const { name } = namespaceOwner(session.live.inventory, container);
    const found = targets.find((each) => each.name === container.name) ?? targets.find((each) => each.name === name);
    if (found === undefined) {
      void inform(l10n.t("Edgeshark at {0} knows no container {1}. Is it the same host?", address, container.name));
      return undefined;
    }
    // Where the window is elsewhere, VS Code makes a way to the port for the plug-in, which runs beside Wireshark.
    const service = await env.asExternalUri(Uri.parse(`http://${address}`));
    const url = captureAddress(service, found);
    // A Uri would write the = and the & of the query in another way, which the plug-in does not read; VS Code takes the
    // text as it is (vscode src/vs/workbench/api/common/extHostWindow.ts, openUri).
    const isOpened = await env.openExternal(url as unknown as vscode.Uri);
    if (!isOpened)
      void inform(l10n.t("Wireshark was not started. Its plug-in opens addresses that begin with packetflix:."));
    return url;
  },
};

async function sayHowToGetIt(address: string): Promise<void> {
  const { l10n } = vscode;
  const page = l10n.t("Open the Page of Edgeshark");
  const sentence = l10n.t(
    "Edgeshark does not answer at {0}. It lets Wireshark capture in containers: start it and add its plug-in to Wireshark, as its page says. Hostside installs nothing.",
    address,
  );
  if ((await vscode.window.showInformationMessage(withoutLinks(sentence), page)) === page) {
    await vscode.env.openExternal(vscode.Uri.parse(edgesharkPage));
  }
}
