import * as vscode from "vscode";
import type { ViewOptions } from "../../views/trees/viewOptions";
import { trusted, type Command } from "../target/context";

/** Whoever types faster than this many milliseconds is waited for: the views are drawn anew each time. */
const pause = 150;

/**
 * Shows in all views only what matches every word, while it is typed: of containers name, image, project, network mode,
 * address or port. Escape brings back what was shown before.
 */
export const filterContainersCommand: Command = {
  id: "hostside.filterContainers",
  titleKey: "command.filterContainers",
  enablement: trusted,
  run: async ({ viewOptions }, target) => {
    if (typeof target === "string") viewOptions.filter(target);
    else await filterWhileTyping(viewOptions);
    return viewOptions.current.filter;
  },
};

/** Ends when the box is closed: by Enter with what was typed, else with what was there before. */
async function filterWhileTyping(viewOptions: ViewOptions): Promise<void> {
  const before = viewOptions.current.filter;
  const box = vscode.window.createInputBox();
  box.value = before;
  box.prompt = vscode.l10n.t(
    "Words that have to be in a container's name, image, project, network mode, address or port",
  );
  box.placeholder = vscode.l10n.t("Empty shows all containers");
  let timer: NodeJS.Timeout | undefined;
  const isAccepted = await new Promise<boolean>((resolve) => {
    box.onDidChangeValue((typed) => {
      clearTimeout(timer);
      timer = setTimeout(() => viewOptions.filter(typed), pause);
    });
    box.onDidAccept(() => resolve(true));
    box.onDidHide(() => resolve(false));
    box.show();
  });
  clearTimeout(timer);
  viewOptions.filter(isAccepted ? box.value : before);
  box.dispose();
}
