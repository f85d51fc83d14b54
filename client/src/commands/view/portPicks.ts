import type { EngineSession } from "../../docker/inventory/engineSet";
import type { HostPort } from "../../insight/hostPorts";
import { portProblemText, type PortProblem } from "../../insight/portProblems";
import { ownerText } from "../../insight/portOwnerText";
import { answerPortQuery, parsePortQuery, type PortQuery } from "../../insight/portQuery";
import type { Localizer } from "../../platform/localizer";
import { withoutIcons } from "../../views/notices";

/** The ports of one engine's host as they were read. */
export interface PortsRead {
  readonly session: EngineSession;
  /** What the engine is called, where several are shown. */
  readonly engine: string;
  readonly ports: readonly HostPort[];
  /** False where only the ports that containers publish are known. */
  readonly isHostRead: boolean;
  /** What is known to be wrong behind a port. */
  readonly problemsOf?: (port: HostPort) => readonly PortProblem[];
}

/** A line of the picker: a port that is taken, or a sentence. */
export interface PortPick {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** What belongs to the question is decided here, not by the letters that a label has. */
  readonly alwaysShow: true;
  readonly taken?: { readonly session: EngineSession; readonly port: HostPort };
}

/** So many ports are named beside one that is free. */
const named = 5;

/** The lines for what was typed: what is free first, then the ports that are taken. */
export function portPicks(read: readonly PortsRead[], typed: string, l10n: Localizer): PortPick[] {
  const query = parsePortQuery(typed);
  if (query.kind === "outside") {
    return [sentence(l10n.t("{0} is no port: ports are numbers from 1 to 65535", query.number))];
  }
  const picks = read.flatMap((one) => {
    const answer = answerPortQuery(one.ports, query);
    const free = freeText(query, answer.free, one.isHostRead, l10n);
    const unseen = one.isHostRead ? "" : l10n.t("The host's own processes cannot be read from here.");
    const beginning = answer.beginning.slice(0, named).map(({ port, protocol, owner }) => {
      return `${port}/${protocol} ${ownerText(owner, l10n)}`;
    });
    const besides = beginning.length === 0 ? "" : l10n.t("Taken and similar: {0}", beginning.join(", "));
    const detail = [unseen, besides, one.engine].filter((part) => part !== "").join("  ");
    return [
      ...(free === "" ? [] : [sentence(free, detail)]),
      ...answer.ports.map((port) => takenPick(one, port, l10n)),
    ];
  });
  return picks.length > 0 ? picks : [sentence(l10n.t("No port of the host is taken by what is called so"))];
}

function sentence(label: string, detail = ""): PortPick {
  return { label: withoutIcons(label), description: "", detail: withoutIcons(detail), alwaysShow: true };
}

function freeText(
  query: PortQuery,
  free: readonly (readonly [number, number])[],
  isHostRead: boolean,
  l10n: Localizer,
): string {
  if (query.kind === "port" && free.length > 0) {
    const port = query.protocol === undefined ? String(query.port) : `${query.port}/${query.protocol}`;
    return isHostRead ? l10n.t("{0} is free", port) : l10n.t("No container publishes {0}", port);
  }
  if (query.kind !== "range") return "";
  const [from, to] = [String(query.from), String(query.to)];
  if (free.length === 0) return l10n.t("{0}-{1}: none is free", from, to);
  const parts = free.map(([start, end]) => (start === end ? String(start) : `${start}-${end}`)).join(", ");
  return isHostRead
    ? l10n.t("{0}-{1}: free are {2}", from, to, parts)
    : l10n.t("{0}-{1}: no container publishes {2}", from, to, parts);
}

function takenPick({ session, engine, problemsOf }: PortsRead, port: HostPort, l10n: Localizer): PortPick {
  const { owner, addresses, neededBy } = port;
  const program = "program" in owner ? owner : undefined;
  const problems = problemsOf?.(port) ?? [];
  const facts = [
    ...problems.map((problem) => portProblemText(problem, l10n)),
    owner.kind === "host-mode" ? owner.program : "",
    program?.pid === undefined ? "" : l10n.t("pid {0}", program.pid),
    program?.commandLine ?? "",
    addresses.join(", "),
    neededBy.length === 0 ? "" : l10n.t("needed by {0}", neededBy.map(({ name }) => name).join(", ")),
    engine,
  ];
  return {
    // What a port is called has no `$(` of its own.
    label: `${problems.length > 0 ? "$(warning) " : ""}${port.port}/${port.protocol}`,
    description: withoutIcons(ownerText(owner, l10n)),
    detail: withoutIcons(facts.filter((fact) => fact !== "").join("  ")),
    alwaysShow: true,
    taken: { session, port },
  };
}
