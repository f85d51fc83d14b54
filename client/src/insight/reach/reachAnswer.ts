import { isUp, type Container } from "../../docker/inventory/container";
import type { Inventory } from "../../docker/inventory/inventory";
import type { Localizer } from "../../platform/localizer";
import { leadsTo, type Answer, type Evidence } from "../answer";
import { derivePath } from "../path/derive";
import type { Path, PathSnapshot, PathState, Place } from "../path/model";
import { answerOf, hopText, targetText } from "../path/pathText";
import { callersOf, callsFrom, callsTo, type ContainerPort, type ReachCall } from "./callsTo";
import { contradicts, triedText, type Tried } from "./tried";

/** A call with what was derived of it and, where somebody wanted that, what became of it. */
export interface AskedCall {
  readonly path: Path;
  readonly tried?: Tried;
}

/** What a question about reaching is about. */
export interface ReachQuestion {
  readonly container: Container;
  readonly ports: readonly ContainerPort[];
  /** Who calls, where it is one. */
  readonly place: Place | undefined;
}

/** The calls that a question asks about, each derived. */
export function derivedCalls(snapshot: PathSnapshot, { container, ports, place }: ReachQuestion): AskedCall[] {
  const callers = place === undefined ? callersOf(snapshot.inventory, container) : [];
  const calls = ports.flatMap((port): ReachCall[] =>
    place === undefined ? callsTo(snapshot, container, port, callers) : callsFrom(snapshot, place, container, port),
  );
  return calls.map((call) => ({ path: derivePath(snapshot, call.place, call.target) }));
}

/** So many calls are shown with each step of their way. */
const mostShown = 12;

/** The document that answers: who can and who cannot, then why and what to do, then each step of the ways. */
export function reachAnswer(
  snapshot: PathSnapshot,
  question: ReachQuestion,
  asked: readonly AskedCall[],
  l10n: Localizer,
): Answer {
  const nameOf = (place: Place): string => placeText(snapshot.inventory, place, l10n);
  const said = { snapshot, question, asked, l10n, nameOf };
  const wrongFirst = [...asked].sort((a, b) => rank(a) - rank(b));
  const more = wrongFirst.length - mostShown;
  return {
    title: titleOf(said),
    sentences: [
      ...verdicts(said),
      ...contradictions(said),
      ...reasons(said),
      "",
      asked.some(({ tried }) => tried !== undefined)
        ? l10n.t("What was derived stands beside what was tried, call by call.")
        : l10n.t("This is derived from what was read. Nothing was tried."),
      ...(more > 0 ? [l10n.t("The steps of {0} more calls are not shown.", more)] : []),
    ],
    evidence: wrongFirst.slice(0, mostShown).map((each) => evidenceOf(each, said)),
    leads: leadsTo(question.container, []),
    isWrong: asked.length > 0 && asked.every(({ path }) => path.state === "closed"),
  };
}

interface Said {
  readonly question: ReachQuestion;
  readonly asked: readonly AskedCall[];
  readonly l10n: Localizer;
  readonly nameOf: (place: Place) => string;
}

function titleOf({ question: { container, ports, place }, l10n, nameOf }: Said): string {
  if (place !== undefined) return l10n.t("Can {0} reach {1}?", nameOf(place), container.name);
  const [port] = ports;
  return port === undefined
    ? l10n.t("From where can I reach {0}?", container.name)
    : l10n.t("From where can I reach {0} at port {1}?", container.name, portText(port));
}

function portText({ port, protocol }: ContainerPort): string {
  return protocol === "udp" ? `${port}/udp` : String(port);
}

/** One sentence for each state that there is. */
function verdicts(said: Said): string[] {
  const { question, asked, l10n, nameOf } = said;
  const { container, place } = question;
  if (asked.length === 0) {
    return [
      isUp(container)
        ? l10n.t("No port of {0} is known: it publishes none, and nothing was seen to listen in it.", container.name)
        : l10n.t("{0} is not running ({1}).", container.name, container.state),
    ];
  }
  const listOf = (state: PathState): string => {
    const those = asked.filter(({ path }) => path.state === state);
    return namedText(
      those.map(({ path: { place: from, target } }) =>
        place === undefined ? `${nameOf(from)} (${targetText(target)})` : targetText(target),
      ),
      l10n,
    );
  };
  const [open, closed, unknown] = [listOf("open"), listOf("closed"), listOf("unknown")];
  const sentence = (list: string, text: string): string[] => (list === "" ? [] : [text]);
  if (place !== undefined) {
    const [from, to] = [nameOf(place), container.name];
    return [
      ...sentence(open, l10n.t("{0} can reach {1} at {2}.", from, to, open)),
      ...sentence(closed, l10n.t("{0} cannot reach {1} at {2}.", from, to, closed)),
      ...sentence(unknown, l10n.t("Whether {0} can reach {1} is not known at {2}.", from, to, unknown)),
    ];
  }
  return [
    ...sentence(open, l10n.t("It can be reached from: {0}.", open)),
    ...sentence(closed, l10n.t("It cannot be reached from: {0}.", closed)),
    ...sentence(unknown, l10n.t("It is not known whether it can be reached from: {0}.", unknown)),
  ];
}

/** So many are named in one sentence. */
const mostNamed = 20;

function namedText(names: readonly string[], l10n: Localizer): string {
  const shown = names.slice(0, mostNamed).join(", ");
  return names.length > mostNamed ? l10n.t("{0} and {1} more", shown, names.length - mostNamed) : shown;
}

/** Where a call became something else than was derived, that is said above everything that rests on it. */
function contradictions({ asked, l10n, nameOf }: Said): string[] {
  return asked.flatMap(({ path, tried }) =>
    tried !== undefined && contradicts(path, tried)
      ? [
          l10n.t(
            "What was derived is wrong for {0} from {1}: {2} Please report this.",
            targetText(path.target),
            nameOf(path.place),
            triedText(tried, l10n),
          ),
        ]
      : [],
  );
}

/**
 * Why it is closed or unknown and what to do, once for all callers of which the same is to be said. A caller whose
 * calls do not all end alike is named with the target.
 */
function reasons({ asked, l10n, nameOf }: Said): string[] {
  const groups = new Map<string, { readonly calls: Path[]; readonly lines: readonly string[] }>();
  const endsOf = new Map<string, Set<string>>();
  for (const { path } of asked) {
    const { why, remedy } = answerOf(path, l10n);
    const text = remedy === undefined ? (why ?? "") : `${why} ${remedy.sentence}`;
    const lines = [text, ...(remedy?.line === undefined ? [] : [`    ${remedy.line}`])];
    const key = lines.join("\n");
    const name = nameOf(path.place);
    endsOf.set(name, (endsOf.get(name) ?? new Set()).add(key));
    if (why === undefined) continue;
    const group = groups.get(key) ?? { calls: [], lines };
    groups.set(key, group);
    group.calls.push(path);
  }
  const labelOf = ({ place, target }: Path): string => {
    const name = nameOf(place);
    return (endsOf.get(name)?.size ?? 0) > 1 ? `${name} (${targetText(target)})` : name;
  };
  return [...groups.values()].flatMap(({ calls, lines: [first = "", ...rest] }) => [
    "",
    l10n.t("From {0}: {1}", namedText([...new Set(calls.map(labelOf))], l10n), first),
    ...rest,
  ]);
}

function rank({ path, tried }: AskedCall): number {
  if (tried !== undefined && contradicts(path, tried)) return 0;
  return { closed: 1, unknown: 2, open: 3 }[path.state];
}

function evidenceOf({ path, tried }: AskedCall, { l10n, nameOf }: Said): Evidence {
  return {
    source: `${nameOf(path.place)} -> ${targetText(path.target)}`,
    lines: [
      ...path.hops.flatMap((hop) => [
        `${stateText(hop.state, l10n)}  ${hopText(hop, l10n)}`,
        ...hop.evidence.map((each) => `    ${each}`),
      ]),
      ...(tried === undefined ? [] : [l10n.t("tried: {0}", triedText(tried, l10n))]),
    ],
  };
}

function stateText(state: PathState, l10n: Localizer): string {
  switch (state) {
    case "open":
      return l10n.t("open");
    case "closed":
      return l10n.t("closed");
    case "unknown":
      return l10n.t("unknown");
  }
}

/** What a place is called in a sentence. */
export function placeText(inventory: Inventory, place: Place, l10n: Localizer): string {
  switch (place.kind) {
    case "host":
      return l10n.t("this host");
    case "outside":
      return l10n.t("another machine");
    case "container":
      return inventory.containers.get(place.id)?.name ?? place.id.slice(0, 12);
  }
}
