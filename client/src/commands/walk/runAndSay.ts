import * as vscode from "vscode";
import { pullImage } from "../../docker/api/imagePull";
import { inform, withoutIcons, withoutLinks } from "../../views/notices";
import type { Walkthrough } from "../../views/walk/walkthrough";
import { commandLineOf } from "../../walk/commandLine";
import type { WalkPlace } from "../../walk/place";
import { withPort } from "../../walk/progress";
import { runContainer, type RunOutcome } from "../../walk/run";
import type { TakenPort } from "../../walk/takenPort";
import { type Action, type WalkContainer } from "../../walk/walk";

/**
 * Starts a container of the walk, and says what has come of it. Asks before it fetches an image, and which port to take
 * where one is taken. Resolves to whether the container is as it was wanted.
 */
export async function runAndSay(
  walkthrough: Walkthrough,
  container: WalkContainer,
  signal: AbortSignal,
): Promise<boolean> {
  for (;;) {
    const place = await walkthrough.place(signal);
    const outcome = await starting(container, () => runContainer(place, container, signal));
    switch (outcome.kind) {
      case "image-missing":
        if (!(await agreedAndPulled(place, signal))) return false;
        continue;
      case "port-taken": {
        const { name, free } = outcome;
        if (free === undefined) {
          void inform(vscode.l10n.t("Port {0} of the host is taken, and no other port is free.", outcome.port));
          return false;
        }
        if (!(await agreedToPort(outcome, free))) return false;
        await walkthrough.remember((progress) => withPort(progress, name, free));
        continue;
      }
      default:
        return sayOutcome(walkthrough, outcome, container);
    }
  }
}

function starting(container: WalkContainer, run: () => Promise<RunOutcome>): Thenable<RunOutcome> {
  const title = vscode.l10n.t("Starting {0}", container.name);
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, run);
}

function sayOutcome(
  walkthrough: Walkthrough,
  outcome: Exclude<RunOutcome, { kind: "image-missing" | "port-taken" }>,
  container: WalkContainer,
): boolean {
  const { l10n } = vscode;
  const { name } = container;
  switch (outcome.kind) {
    case "runs":
      void sayWithCommand(walkthrough, l10n.t("{0} runs.", name), { id: "run", kind: "run", container });
      return true;
    case "ran-already":
      void inform(l10n.t("{0} runs already. Nothing was started.", name));
      return true;
    case "ended":
      void sayWithCommand(walkthrough, l10n.t("{0} has ended with exit code {1}.", name, outcome.exitCode), {
        ...{ id: "run", kind: "run", container },
      });
      return true;
    case "failed":
      void inform(
        l10n.t("{0} was started and ended at once with exit code {1}. It was removed again.", name, outcome.exitCode),
      );
      return false;
    case "name-taken":
      void inform(
        l10n.t(
          "Another container or network is called {0}, and the walkthrough did not make it. Remove or rename it, then try again.",
          outcome.name,
        ),
      );
      return false;
    case "owner-missing":
      void inform(l10n.t("{0} does not run. Run it in this walkthrough first.", outcome.owner));
      return false;
  }
}

/** Says what was done, with the command that does the same in a terminal, to copy. */
export async function sayWithCommand(walkthrough: Walkthrough, sentence: string, action: Action): Promise<void> {
  const line = commandLineOf(action, walkthrough.settings);
  const copy = vscode.l10n.t("Copy Docker Command");
  const buttons = line === undefined ? [] : [copy];
  const answer = await vscode.window.showInformationMessage(withoutLinks(sentence), ...buttons);
  if (answer === copy && line !== undefined) await vscode.env.clipboard.writeText(line);
}

async function agreedToPort({ port, by }: TakenPort, free: number): Promise<boolean> {
  const { l10n } = vscode;
  const agree = l10n.t("Use Port {0}", free);
  const sentence =
    by === undefined
      ? l10n.t("Port {0} of the host is taken. Port {1} is free: use it in this walkthrough instead?", port, free)
      : l10n.t(
          "Port {0} of the host is taken by {1}. Port {2} is free: use it in this walkthrough instead?",
          port,
          by,
          free,
        );
  return (await vscode.window.showWarningMessage(withoutLinks(sentence), { modal: true }, agree)) === agree;
}

/** Fetches the image once the user agrees. Resolves to whether the engine has it now; throws EngineError. */
export async function agreedAndPulled({ engine, settings }: WalkPlace, signal: AbortSignal): Promise<boolean> {
  const { l10n } = vscode;
  const { image } = settings;
  const agree = l10n.t("Pull the Image");
  const sentence = l10n.t("The engine does not have the image {0}. Pull it from its registry?", image);
  if ((await vscode.window.showWarningMessage(withoutLinks(sentence), { modal: true }, agree)) !== agree) return false;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: l10n.t("Pulling {0}", withoutIcons(image)),
    cancellable: true,
  };
  await vscode.window.withProgress(options, async (progress, token) => {
    const ending = new AbortController();
    token.onCancellationRequested(() => ending.abort());
    const either = AbortSignal.any([signal, ending.signal]);
    await pullImage(
      engine.connection,
      image,
      ({ complete, layers }) => progress.report({ message: l10n.t("{0} of {1} layers", complete, layers) }),
      either,
    );
  });
  return true;
}
