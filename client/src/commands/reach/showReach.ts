import * as vscode from "vscode";
import { callersOf, type ContainerPort } from "../../insight/reach/callsTo";
import { knownPorts } from "../../insight/reach/knownPorts";
import { derivedCalls, reachAnswer, type ReachQuestion } from "../../insight/reach/reachAnswer";
import { tryCalls } from "../../insight/reach/tryCalls";
import type { Place } from "../../insight/path/model";
import { readPathSnapshot } from "../../insight/readPathSnapshot";
import type { Prober } from "../../netns/read/prober";
import type { FollowUp } from "../../views/editor/answerDocuments";
import type { CommandContext } from "../target/context";
import { proberOf } from "../target/probeSource";
import type { Shown } from "../target/shown";
import { whileReading } from "../target/whileReading";
import { placeWord, type AskedReach } from "./askedReach";

/** So many ports are asked about at once. */
const mostPorts = 10;

/**
 * Reads what paths are derived from and opens the document that says who reaches a container; `place` is who calls, where
 * that is one. Undefined where the user chose no port.
 */
export async function showReach(
  context: CommandContext,
  { container, session }: Shown,
  place: Place | undefined,
  { port, isTried }: AskedReach,
  command: FollowUp["command"],
  signal: AbortSignal,
): Promise<vscode.Uri | undefined> {
  const { l10n } = vscode;
  const { prober: plain, inventory, facts } = await proberOf(context, session, signal);
  // A helper container is asked for only by who wants the calls to be made.
  const prober: Prober = { ...plain, helperImage: context.helperConsent.imageFor(plain.engine, isTried) };
  const callers =
    place === undefined
      ? callersOf(inventory, container).map(({ id }) => id)
      : place.kind === "container"
        ? [place.id]
        : [];
  const title = l10n.t("Reading the ways to {0}", container.name);
  const snapshot = await whileReading(context, title, signal, (options) =>
    readPathSnapshot(prober, inventory, facts, [container.id, ...callers], options.signal),
  );
  const known = knownPorts(snapshot, container);
  const ports = port !== undefined ? [port] : place === undefined ? await chosenOf(known) : known.slice(0, mostPorts);
  if (ports === undefined) return undefined;
  const question: ReachQuestion = { container, ports, place };
  const derived = derivedCalls(snapshot, question);
  const asked = isTried
    ? await whileReading(context, l10n.t("Calling {0}", container.name), signal, (options) =>
        tryCalls(prober, snapshot, derived, options.signal),
      )
    : derived;
  const answer = reachAnswer(snapshot, question, asked, l10n);
  const about = { container: { id: container.id }, engine: session.key };
  const [only] = ports;
  const argument = {
    ...about,
    ...(ports.length === 1 ? only : {}),
    ...(place === undefined ? {} : { from: placeWord(place) }),
    isTried: true,
  };
  const followUps: FollowUp[] = asked.length === 0 ? [] : [{ title: tryTitle(isTried), command, argument }];
  return context.answers.show(answer, documentId(question, session.key), about, followUps);
}

function tryTitle(isTried: boolean): string {
  return isTried
    ? vscode.l10n.t("Try it again")
    : vscode.l10n.t("Try it: make these calls, each by a connection and an HTTP HEAD from that very place");
}

/** One port, or the one that the user picks of several; none where none is known. Undefined where none was picked. */
async function chosenOf(known: readonly ContainerPort[]): Promise<readonly ContainerPort[] | undefined> {
  if (known.length <= 1) return known;
  const picks = known.map((port) => ({ label: `${port.port}/${port.protocol}`, port }));
  const picked = await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t("Which port?") });
  return picked && [picked.port];
}

function documentId({ container, ports, place }: ReachQuestion, engine: string): string {
  const [port] = ports;
  const of = place === undefined ? `${port?.port ?? ""}/${port?.protocol ?? ""}` : placeWord(place);
  return `reach ${engine} ${container.id} ${of}`;
}
