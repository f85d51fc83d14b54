import * as vscode from "vscode";
import { listImageNames } from "../../docker/api/images";
import type { Engine } from "../../docker/api/engine";
import { isUp, type Container } from "../../docker/inventory/container";
import { namespaceOwner, type Inventory } from "../../docker/inventory/inventory";
import { networkToMeasure } from "../../insight/cost/networkToMeasure";
import { helperImage } from "../../platform/settings";
import { inform, withoutIcons } from "../../views/notices";
import { chooseShown } from "../target/chooseShown";
import { trusted, type Command } from "../target/context";
import { proberOf } from "../target/probeSource";
import { showMeasured } from "./showMeasured";

/**
 * Measures what a call from the host to a container costs by each way: host mode, its address, a published port by DNAT
 * and by the engine's proxy. Two containers that Hostside starts answer, once the user agrees; they are removed. Opens a
 * document with the figures.
 */
export const measurePathCommand: Command = {
  id: "hostside.measurePath",
  titleKey: "command.measurePath",
  enablement: trusted,
  run: async (context, target, signal) => {
    const { l10n } = vscode;
    const choice = {
      accepts: isUp,
      prompt: l10n.t("The path to which container?"),
      none: l10n.t("No container is running."),
    };
    const shown = await chooseShown(context, target, choice, signal);
    if (shown === undefined) return undefined;
    const { container, session } = shown;
    const { prober, inventory } = await proberOf(context, session, signal);
    const network = networkToMeasure(inventory, container);
    const image = await agreedImage(prober.engine, container, network, signal);
    if (image === undefined) return undefined;
    const again = {
      title: l10n.t("Measure it again"),
      command: measurePathCommand.id,
      argument: { container: { id: container.id }, engine: session.key },
    };
    return showMeasured(
      context,
      { prober, inventory },
      { image, network, about: withOwner(inventory, container) },
      {
        title: l10n.t("Measuring what the path to {0} costs", container.name),
        id: `cost ${session.key} ${container.id}`,
        container,
        followUps: [again],
      },
      signal,
    );
  },
};

function withOwner(inventory: Inventory, container: Container): string[] {
  return [...new Set([container.id, namespaceOwner(inventory, container).id])];
}

/** Images whose shell and `nc` are those of busybox, which are offered first. */
const ofBusybox = /(?:^|\/)busybox(?::|@|$)|alpine/u;

/**
 * The image that the user picks once they have read what will be started: to pick one is to agree. Undefined where they
 * do not.
 */
async function agreedImage(
  engine: Engine,
  container: Container,
  network: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { l10n } = vscode;
  const configured = helperImage();
  const names = configured === "" ? await listImageNames(engine.connection, signal) : [configured];
  const rank = (name: string): number => (ofBusybox.test(name) ? 0 : name === container.image ? 1 : 2);
  const sorted = [...names].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, "en"));
  if (sorted.length === 0) {
    void inform(l10n.t("The engine has no image from which a container could be started. Nothing is pulled for this."));
    return undefined;
  }
  const placeHolder =
    network === undefined
      ? l10n.t(
          "Choose an image with the nc of busybox. Hostside starts 1 container in host mode, calls it for some seconds and removes it. Esc: nothing is started.",
        )
      : l10n.t(
          "Choose an image with the nc of busybox. Hostside starts 2 containers, in host mode and on {0}, calls them for some seconds and removes them. Esc: nothing is started.",
          withoutIcons(network),
        );
  const picks = sorted.map((image) => ({ label: withoutIcons(image), image }));
  const picked = await vscode.window.showQuickPick(picks, {
    title: l10n.t("Measure What the Path to {0} Costs?", withoutIcons(container.name)),
    placeHolder,
    ignoreFocusOut: true,
  });
  return picked?.image;
}
