import * as vscode from "vscode";
import { isUp, type Container } from "../../docker/inventory/container";
import type { EngineSession } from "../../docker/inventory/engineSet";
import { host, type Subject } from "../../insight/readSubjects";
import { inform } from "../../views/notices";
import { chooseShown } from "../target/chooseShown";
import type { Shown } from "../target/shown";
import { containersOf } from "../target/containersOf";
import type { CommandContext } from "../target/context";
import { parseTarget } from "../target/parseTarget";

/** What a command about one container, or about a container and the host, says. */
export interface Question {
  readonly prompt: string;
}

/** Where a command was started: its first argument, and the tree's selection behind it. */
export interface Start {
  readonly target: unknown;
  readonly selected?: unknown;
}

/** Whose namespaces are wanted, and of which engine: one comparison is about one engine. */
export interface Sides {
  readonly engine: string;
  readonly subjects: readonly [Subject, Subject];
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
): Promise<Sides | undefined> {
  const { document } = parseTarget(target);
  const [left, right] = document === undefined ? [] : context.documents.subjectsOf(document);
  if (document !== undefined && left !== undefined) {
    return { engine: document.engine, subjects: right === undefined ? [host, left] : [left, right] };
  }
  const chosen = selectedContainers(context, selected);
  if (chosen === undefined) return undefined;
  const [first, second] = chosen;
  if (first !== undefined && second !== undefined) return sidesOf(first.session, first.container, second.container);
  const shown = await chooseRunning(context, target, prompt, signal);
  return shown === undefined ? undefined : sidesOf(shown.session, undefined, shown.container);
}

/** Two containers as sides, or the host and one. */
export function sidesOf({ key }: EngineSession, left: Container | undefined, right: Container): Sides {
  return { engine: key, subjects: [left === undefined ? host : subjectOf(left), subjectOf(right)] };
}

/** A container that has a namespace: the one that the command is about, else one that the user picks. */
export function chooseRunning(
  context: CommandContext,
  target: unknown,
  prompt: string,
  signal: AbortSignal,
): Promise<Shown | undefined> {
  return chooseShown(context, target, { accepts: isUp, prompt, none: noneRuns() }, signal);
}

/** Another container of the same engine, picked by the user. */
export function chooseOther(
  context: CommandContext,
  { container, session }: Shown,
  prompt: string,
  signal: AbortSignal,
): Promise<Shown | undefined> {
  const accepts = (found: Container): boolean => isUp(found) && found.id !== container.id;
  const none = vscode.l10n.t("No other container is running.");
  return chooseShown(context, undefined, { accepts, prompt, none, engine: session.key }, signal);
}

/** What is said where there is no container that could be looked at. */
export function noneRuns(): string {
  return vscode.l10n.t("No container is running. Start one to see its network.");
}

/**
 * The containers of the selected rows, also of rows below one and of groups, each once. Undefined where they are of several engines,
 * which has been said: what one host's interfaces have to do with another's containers nobody can tell.
 */
export function selectedContainers(context: CommandContext, selected: unknown): readonly Shown[] | undefined {
  const found = new Map<string, Shown>();
  const lines: unknown[] = Array.isArray(selected) ? selected : [];
  for (const shown of lines.flatMap((line) => containersOf(context, line))) {
    found.set(`${shown.session.key} ${shown.container.id}`, shown);
  }
  const chosen = [...found.values()];
  if (chosen.every(({ session }) => session === chosen[0]?.session)) return chosen;
  void inform(vscode.l10n.t("These containers belong to several engines. Select containers of one engine."));
  return undefined;
}

/** A container as a side. */
export function subjectOf({ id }: Container): Subject {
  return { kind: "container", id };
}
