import * as vscode from "vscode";
import { isUp, type Container } from "../../docker/inventory/container";
import { containersByName } from "../../docker/inventory/inventory";
import type { EngineSession } from "../../docker/inventory/engineSet";
import type { Place } from "../../insight/path/model";
import { placeText } from "../../insight/reach/reachAnswer";
import { summarize } from "../../insight/rowText";
import { withoutIcons } from "../../views/notices";
import { chooseShown } from "../target/chooseShown";
import { trusted, type Command } from "../target/context";
import { askedReach } from "./askedReach";
import { showReach } from "./showReach";

/**
 * Opens a document that says whether one container, this host or another machine can reach another container, at each of
 * its ports: by which name or address, why not, what to do, and each step of the way. *Try it* makes the calls.
 */
export const canReachCommand: Command = {
  id: "hostside.canReach",
  titleKey: "command.canReach",
  enablement: trusted,
  run: async (context, target, signal) => {
    const asked = askedReach(target);
    const running = { accepts: isUp, none: vscode.l10n.t("No container is running.") };
    // What a link hands over is whom to reach; a line of a view is who calls.
    if (asked.from !== undefined) {
      const shown = await chooseShown(context, target, { ...running, prompt: "" }, signal);
      return shown && showReach(context, shown, asked.from, asked, "hostside.canReach", signal);
    }
    const caller =
      target === undefined ? undefined : await chooseShown(context, target, { ...running, prompt: "" }, signal);
    if (target !== undefined && caller === undefined) return undefined;
    const from = caller === undefined ? await chooseCaller(context.engines.primary, signal) : callerOf(caller);
    if (from === undefined) return undefined;
    const prompt = vscode.l10n.t(
      "Can {0} reach which container?",
      placeText(from.session.live.inventory, from.place, vscode.l10n),
    );
    const accepts = (container: Container): boolean =>
      isUp(container) && !(from.place.kind === "container" && container.id === from.place.id);
    const shown = await chooseShown(
      context,
      undefined,
      { ...running, accepts, prompt, engine: from.session.key },
      signal,
    );
    return shown && showReach(context, shown, from.place, { isTried: false }, "hostside.canReach", signal);
  },
};

/** Who calls, and whose engine that is. */
interface Caller {
  readonly place: Place;
  readonly session: EngineSession;
}

function callerOf({ container, session }: { container: Container; session: EngineSession }): Caller {
  return { place: { kind: "container", id: container.id }, session };
}

async function chooseCaller(session: EngineSession, signal: AbortSignal): Promise<Caller | undefined> {
  await session.live.ready(signal);
  const { inventory } = session.live;
  const { l10n } = vscode;
  const places: Place[] = [
    { kind: "host" },
    { kind: "outside" },
    ...containersByName(inventory)
      .filter(isUp)
      .map(({ id }) => ({ kind: "container", id }) as const),
  ];
  const picks = places.map((place) => {
    const container = place.kind === "container" ? inventory.containers.get(place.id) : undefined;
    const description = container === undefined ? "" : summarize(inventory, container, l10n);
    return { label: withoutIcons(placeText(inventory, place, l10n)), description: withoutIcons(description), place };
  });
  const placeHolder = l10n.t("Who calls?");
  const picked = await vscode.window.showQuickPick(picks, { placeHolder, matchOnDescription: true });
  return picked && { place: picked.place, session };
}
