import * as vscode from "vscode";
import { containerWithImage } from "../../docker/api/containerWithImage";
import { createAgain } from "../../docker/api/createAgain";
import { recreationOf, type HostPortChange, type RecreationRefusal } from "../../docker/api/recreation";
import { engineOptions } from "../../docker/endpoint/engineOptions";
import { sharersOf } from "../../docker/inventory/inventory";
import { sanitize } from "../../docker/sanitize";
import { dockerCommands } from "../../insight/dockerRun/dockerCommands";
import { explainEngineFault } from "../../insight/explainFault";
import { sayDone, withoutIcons, withoutLinks } from "../../views/notices";
import type { CommandContext } from "../target/context";
import type { Shown } from "../target/shown";

/**
 * Creates a container that no file describes once more, with another port of the host, after a question that shows the
 * commands that do the same. Says why where it cannot be done without losing something. Resolves to the ID of the new one.
 */
export async function createWithPort(
  { trees }: Pick<CommandContext, "trees">,
  { container, session }: Shown,
  change: HostPortChange,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { name } = container;
  const engine = await session.live.ready(signal);
  const { status, inventory } = session.live;
  if (status.kind === "ready" && status.facts.product === "podman") {
    return refuse(vscode.l10n.t("Hostside creates containers again on Docker engines only."), change);
  }
  const [sharer] = sharersOf(inventory, container);
  if (sharer !== undefined) {
    const sentence = vscode.l10n.t("{0} shares the network of {1} and would lose it.", sharer.name, name);
    return refuse(sentence, change);
  }
  const read = await containerWithImage(engine, container.id, signal);
  const recreation = recreationOf(read, change);
  if (typeof recreation === "string") return refuse(refusalText(recreation, name, change), change);
  const { lines, unsaid } = dockerCommands(["docker", ...engineOptions(engine.endpoint)], recreation, read.image);
  if (!(await agreed(name, change, lines, unsaid))) return undefined;

  const mark = trees.containers.markChanging(session.key, container, vscode.l10n.t("being created again"));
  const title = vscode.l10n.t("Creating {0} again", withoutIcons(name));
  try {
    const done = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
      createAgain(engine.connection, container.id, recreation),
    );
    const left =
      done.left === undefined ? "" : ` ${vscode.l10n.t("The container from before is called {0} now.", done.left)}`;
    if (done.kind === "failed") {
      const why = explainEngineFault(done.error.fault, vscode.l10n);
      void vscode.window.showWarningMessage(
        withoutLinks(vscode.l10n.t("{0} was not created again. {1}", name, why) + left),
      );
      return undefined;
    }
    const runs = vscode.l10n.t("{0} runs, with port {1} of the host.", name, change.to);
    if (left === "") sayDone(runs);
    else void vscode.window.showWarningMessage(withoutLinks(runs + left));
    return done.id;
  } finally {
    mark.dispose();
  }
}

/** A modal question may be shown only once the commands have been copied. */
async function agreed(
  name: string,
  { from, to }: HostPortChange,
  lines: readonly string[],
  unsaid: readonly string[],
): Promise<boolean> {
  const create = vscode.l10n.t("Create Again");
  const copy = vscode.l10n.t("Copy Commands");
  const question = vscode.l10n.t(
    "Create {0} again with port {1} of the host instead of {2}? All else of it stays as it is. The container that could not start is removed as soon as the new one runs.",
    name,
    to,
    from,
  );
  const shown = lines.map((line) => sanitize(line, longestLine)).join("\n");
  const detail = [
    vscode.l10n.t("These commands do the same:\n{0}", shown),
    ...(unsaid.length === 0
      ? []
      : [vscode.l10n.t("They leave out: {0}", unsaid.map((each) => sanitize(each)).join(", "))]),
  ].join("\n\n");
  const answer = await vscode.window.showWarningMessage(withoutLinks(question), { modal: true, detail }, create, copy);
  if (answer === copy) await vscode.env.clipboard.writeText(lines.join("\n"));
  return answer === create;
}

/** A dialog has no room for more; what is copied is whole. */
const longestLine = 2_000;

/** Says why it is not done, and gives the port to whoever does it. */
async function refuse(sentence: string, { to }: HostPortChange): Promise<undefined> {
  const copy = vscode.l10n.t("Copy {0}", to);
  const said = `${sentence} ${vscode.l10n.t("Port {0} is free.", to)}`;
  if ((await vscode.window.showInformationMessage(withoutLinks(said), copy)) === copy) {
    await vscode.env.clipboard.writeText(String(to));
  }
  return undefined;
}

function refusalText(refusal: RecreationRefusal, name: string, { from }: HostPortChange): string {
  const { l10n } = vscode;
  switch (refusal) {
    case "compose":
      return l10n.t(
        "{0} was created by Docker Compose. Change the port in its Compose file, and run docker compose up -d.",
        name,
      );
    case "swarm":
      return l10n.t("{0} is a task of a Swarm service. Change the port of the service.", name);
    case "has-run":
      return l10n.t(
        "{0} has run before: what it wrote outside of volumes would be lost. Create it again yourself.",
        name,
      );
    case "removes-itself":
      return l10n.t("{0} removes itself when it ends. Run it again yourself, with another port.", name);
    case "other-port":
      return l10n.t("{0} does not publish port {1} by its number. Create it again yourself.", name, from);
    case "unreadable":
      return l10n.t("The engine does not tell enough of {0} to create it again.", name);
  }
}
