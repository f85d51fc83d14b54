import * as vscode from "vscode";
import { isUp, type Container } from "../docker/container";
import { findContainer } from "../docker/inventory";
import { host, type ReadingOptions, type Subject } from "../insight/readSubjects";
import { parseDocumentUri } from "../views/namespaceUri";
import { chooseContainer } from "./chooseContainer";
import type { CommandContext } from "./context";

/** What a command about one container, or about a container and the host, says. */
export interface Question {
  readonly prompt: string;
}

/** Where a command was started: its first argument, and the tree's selection behind it. */
export interface Start {
  readonly target: unknown;
  readonly selected?: unknown;
}

/**
 * The two sides of a comparison: those of the document that it was started from; two selected rows; otherwise the host
 * and the container that it is about, which is asked for where it is not named.
 */
export async function chooseSides(
  context: CommandContext,
  { target, selected }: Start,
  { prompt }: Question,
  signal: AbortSignal,
): Promise<readonly [Subject, Subject] | undefined> {
  const [left, right] = subjectsOfDocument(target) ?? [];
  if (left !== undefined) return right === undefined ? [host, left] : [left, right];
  const [first, second] = selectedContainers(context, selected);
  if (first !== undefined && second !== undefined) return [subjectOf(first), subjectOf(second)];
  const container = await chooseRunning(context, target, prompt, signal);
  return container === undefined ? undefined : [host, subjectOf(container)];
}

/** A container that has a namespace: the one that the command is about, else one that the user picks. */
export function chooseRunning(
  context: CommandContext,
  target: unknown,
  prompt: string,
  signal: AbortSignal,
  accepts: (container: Container) => boolean = isUp,
): Promise<Container | undefined> {
  const none = vscode.l10n.t("No container is running. Start one to see its network.");
  return chooseContainer(context, target, { accepts, prompt, none }, signal);
}

/** The containers of the selected rows, also of rows below one, each once. */
export function selectedContainers({ live }: CommandContext, selected: unknown): Container[] {
  if (!Array.isArray(selected)) return [];
  const ids = selected.flatMap((row: unknown) => {
    if (typeof row !== "object" || row === null || !("container" in row)) return [];
    const { container } = row;
    return typeof container === "object" && container !== null && "id" in container ? [String(container.id)] : [];
  });
  return [...new Set(ids)].map((id) => findContainer(live.inventory, id)).filter((found) => found !== undefined);
}

/** What an open document is about, where a command was started from it. */
export function subjectsOfDocument(target: unknown): readonly Subject[] | undefined {
  return target instanceof vscode.Uri ? parseDocumentUri(target)?.subjects : undefined;
}

/** A container as a side. */
export function subjectOf({ id }: Container): Subject {
  return { kind: "container", id };
}

/** Runs a reading under progress in the window's status bar; its end ends the reading's. */
export function whileReading<T>(
  title: string,
  signal: AbortSignal,
  read: (options: ReadingOptions) => Promise<T>,
): Promise<T> {
  return Promise.resolve(
    vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () => read({ signal })),
  );
}
