import * as vscode from "vscode";
import { createEngine } from "../../docker/api/engine";
import { storedContexts } from "../../docker/endpoint/contexts";
import { endpointOf } from "../../docker/endpoint/endpoint";
import { machineEnvironment } from "../../docker/endpoint/machineEnvironment";
import { EngineError, faultFrom } from "../../docker/fault";
import { sanitize } from "../../docker/sanitize";
import { swarmRoleText } from "../../insight/swarmRole";
import { explainEngineFault } from "../../insight/explainFault";
import { additionalEngines, dockerContext, namedEngine, settings } from "../../platform/settings";
import { withoutIcons } from "../../views/notices";
import { trusted, type Command } from "../target/context";

/** A context that can be picked. `name` is empty for what Docker's own command line would take. */
interface Pick extends vscode.QuickPickItem {
  readonly name: string;
}

/**
 * Lists the Docker contexts and whether each engine answers. The first one that you choose becomes the main engine,
 * the others are shown beside it; with none chosen, Hostside uses the engine that the `docker` command would use.
 */
export const selectContextCommand: Command = {
  id: "hostside.selectContext",
  titleKey: "command.selectContext",
  enablement: trusted,
  run: async (_context, target, signal) => {
    const names = Array.isArray(target) ? target.filter((each) => typeof each === "string") : await pick(signal);
    if (names === undefined) return undefined;
    const configuration = vscode.workspace.getConfiguration(settings.section);
    const [first, ...others] = names;
    const { Global } = vscode.ConfigurationTarget;
    await configuration.update(settings.dockerContext, first === undefined || first === "" ? undefined : first, Global);
    await configuration.update(settings.dockerAlso, others.length === 0 ? undefined : others, Global);
    return names;
  },
};

/** Each line is there at once and tells what its engine answers as soon as that is known. */
async function pick(signal: AbortSignal): Promise<string[] | undefined> {
  const environment = machineEnvironment(namedEngine());
  const contexts = await storedContexts(environment);
  const now = [dockerContext(), ...additionalEngines()].filter((name) => name !== "");
  const known = ["default", ...contexts.map(({ name }) => name)];
  const addresses = now.filter((name) => !known.includes(name));
  const quickPick = vscode.window.createQuickPick<Pick>();
  const closing = new AbortController();
  const during = AbortSignal.any([signal, closing.signal]);
  quickPick.title = vscode.l10n.t("Docker contexts to show");
  quickPick.placeholder = vscode.l10n.t(
    "The first one becomes the main engine. None: the engine that the docker command uses",
  );
  quickPick.canSelectMany = true;
  quickPick.matchOnDescription = true;
  quickPick.matchOnDetail = true;
  quickPick.items = [...known, ...addresses].map((name): Pick => {
    const context = contexts.find((each) => each.name === name);
    const description = name === "default" ? "" : [context?.host ?? "", context?.description ?? ""].join("  ").trim();
    return {
      name,
      label: withoutIcons(sanitize(name)),
      description: withoutIcons(description),
      detail: vscode.l10n.t("Asking..."),
    };
  });
  const select = (items: readonly Pick[], names: readonly string[]): void => {
    quickPick.selectedItems = names.flatMap((name) => items.find((item) => item.name === name) ?? []);
  };
  select(quickPick.items, now);
  for (const { name } of quickPick.items) {
    void answerOf(name, during).then((answer) => {
      if (during.aborted) return;
      const detail = withoutIcons(answer);
      const selected = quickPick.selectedItems.map((item) => item.name);
      quickPick.items = quickPick.items.map((item) => (item.name === name ? { ...item, detail } : item));
      select(quickPick.items, selected);
    });
  }
  try {
    return await new Promise<string[] | undefined>((resolve) => {
      quickPick.onDidAccept(() => {
        const chosen = quickPick.selectedItems.map((item) => item.name);
        // The usual engine stays the usual one while it is picked.
        resolve([...now.filter((name) => chosen.includes(name)), ...chosen.filter((name) => !now.includes(name))]);
      });
      quickPick.onDidHide(() => resolve(undefined));
      during.addEventListener("abort", () => resolve(undefined), { once: true });
      quickPick.show();
    });
  } finally {
    closing.abort();
    quickPick.dispose();
  }
}

/** The engine's version, or why there is none. */
async function answerOf(name: string, signal: AbortSignal): Promise<string> {
  try {
    const engine = createEngine(await endpointOf(name, machineEnvironment(namedEngine())));
    try {
      const facts = await engine.facts(signal);
      const { product, version } = facts;
      return [
        vscode.l10n.t("Answers: {0} {1}", product === "podman" ? "Podman" : "Docker", version),
        engine.endpoint.address,
        swarmRoleText(facts, vscode.l10n),
      ]
        .join("  ")
        .trim();
    } finally {
      engine.connection.close();
    }
  } catch (error) {
    const fault = error instanceof EngineError ? error.fault : faultFrom(error);
    return explainEngineFault(fault, vscode.l10n);
  }
}
