import * as vscode from "vscode";
import type { Shown } from "../../netns/sections/table";
import { trusted, type Command, type CommandContext } from "../target/context";
import { chooseSides, type Sides } from "./chooseSubjects";
import { whileReading } from "../target/whileReading";

/** A command that compares one section, or all of them, of the host and a container, or of two containers. */
export interface CompareCommand extends Command {
  /** What the section is called in a list of them. */
  readonly label: () => string;
}

/** What is particular to one of these commands. */
interface Comparison {
  readonly id: Command["id"];
  readonly titleKey: string;
  readonly shown: Shown;
  readonly label: () => string;
  /** Asks for the container where none is named. */
  readonly prompt: () => string;
}

/** One command for each section, but for addresses, which have commands of their own. */
export const compareSections: readonly CompareCommand[] = [
  /** Opens the routes of the host beside those of a container. */
  compareCommand({
    id: "hostside.compareRoutes",
    titleKey: "command.compareRoutes",
    shown: "routes",
    label: () => vscode.l10n.t("Routes"),
    prompt: () => vscode.l10n.t("Compare the routes of which container with the host?"),
  }),
  /** Opens the DNS settings of the host beside those of a container. */
  compareCommand({
    id: "hostside.compareDns",
    titleKey: "command.compareDns",
    shown: "dns",
    label: () => "DNS",
    prompt: () => vscode.l10n.t("Compare the DNS settings of which container with the host?"),
  }),
  /**
   * Opens the listening sockets of the host beside those of a container, with the program that holds each socket
   * where it can be known.
   */
  compareCommand({
    id: "hostside.compareListeningSockets",
    titleKey: "command.compareListeningSockets",
    shown: "sockets",
    label: () => vscode.l10n.t("Listening sockets"),
    prompt: () => vscode.l10n.t("Compare the listening sockets of which container with the host?"),
  }),
  /**
   * Opens addresses, routes, DNS settings and listening sockets of the host beside those of a container in one
   * editor; each section can be folded.
   */
  compareCommand({
    id: "hostside.compareEverything",
    titleKey: "command.compareEverything",
    shown: "everything",
    label: () => vscode.l10n.t("Everything, side by side"),
    prompt: () => vscode.l10n.t("Compare the network namespace of which container with the host?"),
  }),
];

function compareCommand({ id, titleKey, shown, label, prompt }: Comparison): CompareCommand {
  return {
    ...{ id, titleKey, label },
    enablement: trusted,
    run: async (context, target, signal, selected) => {
      const sides = await chooseSides(context, { target, selected }, { prompt: prompt() }, signal);
      return sides === undefined ? undefined : compareSides(context, sides, shown, signal);
    },
  };
}

/** Opens a comparison of two sides. */
export function compareSides(
  context: CommandContext,
  sides: Sides,
  shown: Shown,
  signal: AbortSignal,
  title = vscode.l10n.t("Reading network namespaces"),
): Promise<unknown> {
  return whileReading(context, title, signal, (options) => context.documents.compare(sides, shown, options));
}
