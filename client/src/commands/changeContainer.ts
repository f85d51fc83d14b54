import * as vscode from "vscode";
import { isUp, type Container } from "../docker/container";
import { act, type ContainerAction } from "../docker/containerActions";
import { sharersOf } from "../docker/inventory";
import { withoutIcons, withoutLinks } from "../views/notices";
import { chooseShown, type Shown } from "./chooseShown";
import { trusted, type Command } from "./context";

/** What is particular to one of these commands. */
interface Change {
  readonly id: Command["id"];
  readonly titleKey: string;
  readonly action: ContainerAction;
  readonly accepts: (container: Container) => boolean;
  readonly prompt: () => string;
  readonly none: () => string;
  readonly progress: (name: string) => string;
  /** What has to be agreed to first, and the word of the button; undefined where nothing is lost. */
  readonly question?: (shown: Shown) => { readonly sentence: string; readonly agree: string } | undefined;
}

/** A command that changes a container because the user chose it. It asks first where something is lost. */
export function changeCommand(change: Change): Command {
  return {
    id: change.id,
    titleKey: change.titleKey,
    enablement: trusted,
    run: async (context, target, signal) => {
      const choice = { accepts: change.accepts, prompt: change.prompt(), none: change.none() };
      const shown = await chooseShown(context, target, choice, signal);
      if (shown === undefined) return undefined;
      const question = change.question?.(shown);
      if (question !== undefined && !(await agreed(question.sentence, question.agree))) return undefined;
      const { container, session } = shown;
      const engine = await session.live.ready(signal);
      await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: change.progress(withoutIcons(container.name)) },
        () => act(engine.connection, container.id, change.action, signal),
      );
      return container.id;
    },
  };
}

/** Those that share its namespace are left with a dead one when it stops (truth.md C). */
export function sharersQuestion(
  { container, session }: Shown,
  agree: string,
): { sentence: string; agree: string } | undefined {
  const sharers = sharersOf(session.live.inventory, container).filter(isUp);
  if (sharers.length === 0) return undefined;
  const names = sharers.map(({ name }) => name).join(", ");
  return {
    sentence: vscode.l10n.t(
      "{0} shares its network with {1}. They lose their network now and have to be restarted afterwards.",
      container.name,
      names,
    ),
    agree,
  };
}

async function agreed(sentence: string, agree: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(withoutLinks(sentence), { modal: true }, agree)) === agree;
}
