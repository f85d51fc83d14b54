import * as vscode from "vscode";
import type { HostPort } from "../../insight/hostPorts";
import type { PortProblem } from "../../insight/portProblems";
import type { ContainerMonitor } from "../../monitor/containerMonitor";
import { engineName } from "../../views/trees/engineRows";
import { parseTarget } from "../target/parseTarget";
import { trusted, type Command, type CommandContext } from "../target/context";
import { revealHostPort } from "../target/revealHostPort";
import { portPicks, type PortPick, type PortsRead } from "./portPicks";

/**
 * Says who has a port of the host, or that it is free: by number (`80`, `:80`, `8000-8010`) or by name of container,
 * service or process. Enter selects the port in Host Ports.
 */
export const findPortCommand: Command = {
  id: "hostside.findPort",
  titleKey: "command.findPort",
  enablement: trusted,
  run: async (context, target, signal) => {
    const read = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Reading the host's ports") },
      () => readPorts(context, signal),
    );
    const picked = await pick(read, context.monitor, questionOf(target), signal);
    if (picked?.taken === undefined) return picked?.label;
    const { session, port } = picked.taken;
    return revealHostPort(context, session, port);
  },
};

/** What the picker begins with: a port or a name that a keybinding or another command hands in, or a line's port. */
function questionOf(target: unknown): string {
  if (typeof target === "string" || typeof target === "number") return String(target);
  const { row } = parseTarget(target);
  return row?.kind === "hostPort" ? portText(row.hostPort) : "";
}

function portText({ port, protocol }: HostPort): string {
  return `${port}/${protocol}`;
}

async function readPorts({ engines, trees }: CommandContext, signal: AbortSignal): Promise<PortsRead[]> {
  const several = engines.sessions.length > 1;
  const ready = await engines.ready(signal);
  const asked = ready.map(async (session): Promise<PortsRead> => {
    const reading = await trees.hostPorts.readings.ports(session, signal);
    const problemsOf = (port: HostPort): readonly PortProblem[] => trees.hostPorts.problemsOf(session, port);
    return { session, engine: several ? engineName(session, vscode.l10n) : "", ...reading, problemsOf };
  });
  if (asked.length === 1) return Promise.all(asked);
  // What one host does not tell is no reason to keep back what the others do.
  const answers = await Promise.allSettled(asked);
  return answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
}

/**
 * Lets the user choose a line; the lines follow what is typed, and what is found to be wrong meanwhile. Undefined where
 * they leave it.
 */
function pick(
  read: readonly PortsRead[],
  monitor: ContainerMonitor,
  question: string,
  signal: AbortSignal,
): Promise<PortPick | undefined> {
  const picker = vscode.window.createQuickPick<PortPick>();
  picker.placeholder = vscode.l10n.t("A port (80, :80, 8000-8010), or the name of a container, a service or a process");
  picker.value = question;
  const show = (): void => {
    const picks = portPicks(read, picker.value, vscode.l10n);
    if (picker.items.map(textOf).join("\n") === picks.map(textOf).join("\n")) return;
    const [active] = picker.activeItems;
    picker.items = picks;
    const same = picks.find(({ label }) => label === active?.label);
    if (same !== undefined) picker.activeItems = [same];
  };
  show();
  const registrations = [monitor.onDidChange(show), monitor.watch(() => true)];
  const hide = (): void => picker.hide();
  signal.addEventListener("abort", hide, { once: true });
  return new Promise<PortPick | undefined>((resolve) => {
    picker.onDidChangeValue(() => (picker.items = portPicks(read, picker.value, vscode.l10n)));
    // Hiding gives the keyboard back to where it was: what is chosen is shown after that.
    let picked: PortPick | undefined;
    picker.onDidAccept(() => {
      // While the lines are made anew VS Code says that none is selected. They follow what is typed: the first is meant.
      picked = picker.selectedItems[0] ?? picker.activeItems[0] ?? picker.items[0];
      picker.hide();
    });
    picker.onDidHide(() => resolve(picked));
    picker.show();
  }).finally(() => {
    signal.removeEventListener("abort", hide);
    for (const registration of registrations) registration.dispose();
    picker.dispose();
  });
}

function textOf({ label, description, detail }: PortPick): string {
  return [label, description, detail].join("\t");
}
