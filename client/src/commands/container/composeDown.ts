import * as vscode from "vscode";
import { engineOptions } from "../../docker/endpoint/engineOptions";
import { inform, withoutIcons, withoutLinks } from "../../views/notices";
import { chooseShown } from "../target/chooseShown";
import type { Shown } from "../target/shown";
import { containersOf } from "../target/containersOf";
import { trusted, type Command } from "../target/context";
import { namesOf } from "./changeContainer";
import { removedSharersText } from "./sharersLeft";

/** Runs `docker compose down` for a project in a terminal, after a question that names its containers. Volumes stay. */
export const composeDownCommand: Command = {
  id: "hostside.composeDown",
  titleKey: "command.composeDown",
  enablement: trusted,
  run: async (context, target, signal) => {
    const choice = {
      accepts: ({ composeProject }: Shown["container"]) => composeProject !== undefined,
      prompt: vscode.l10n.t("Take down the Compose project of which container?"),
      none: vscode.l10n.t("No container was created by Compose."),
    };
    const [first = await chooseShown(context, target, choice, signal)] = containersOf(context, target);
    const project = first?.container.composeProject;
    if (first === undefined) return undefined;
    if (project === undefined) {
      await inform(choice.none);
      return undefined;
    }
    const { session } = first;
    const { endpoint } = await session.live.ready(signal);
    const members = [...session.live.inventory.containers.values()]
      .filter(({ composeProject }) => composeProject === project)
      .map((container) => ({ container, session }));
    const agree = vscode.l10n.t("Compose Down");
    const question = vscode.l10n.t(
      "Stop and remove all containers of {0} ({1}) and its networks? Volumes stay.",
      project,
      namesOf(members),
    );
    const sentence = `${question} ${removedSharersText(members)}`.trim();
    if ((await vscode.window.showWarningMessage(withoutLinks(sentence), { modal: true }, agree)) !== agree) {
      return undefined;
    }
    const args = [...engineOptions(endpoint), "compose", "--project-name", project, "down"];
    await vscode.tasks.executeTask(
      new vscode.Task(
        { type: "hostside" },
        vscode.TaskScope.Workspace,
        withoutIcons(`compose down ${project}`),
        "Hostside",
        new vscode.ProcessExecution("docker", args),
        [],
      ),
    );
    return project;
  },
};
