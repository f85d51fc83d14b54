import type { Endpoint } from "../../docker/endpoint/endpoint";
import type { Container } from "../../docker/inventory/container";
import { contestedPorts, hostPortKey, type HostPort, type PortOwner } from "../../insight/hostPorts";
import { portProblemBrief, portProblemText, type PortProblem } from "../../insight/portProblems";
import { reachableHostAddress } from "../../insight/reachable";
import { ownerManner, ownerName, ownerText } from "../../insight/portOwnerText";
import { nameWithoutTask, shortContainerName } from "../../insight/shortName";
import type { Localizer } from "../../platform/localizer";
import { rowId, spokenText, type HostPortRow, type Row } from "./row";

/** What the ports of one engine's host are shown from. */
export interface HostPortSource {
  readonly engine: string;
  readonly ports: readonly HostPort[];
  /** The processes of this editor. */
  readonly ofEditor?: ReadonlySet<number>;
  /** What is known to be wrong behind a port. */
  readonly problemsOf?: (port: HostPort) => readonly PortProblem[];
  readonly endpoint?: Endpoint;
  readonly l10n: Localizer;
}

/** Every port taken on the host, by number. */
export function hostPortRows({ engine, ports, ofEditor, problemsOf, endpoint, l10n }: HostPortSource): HostPortRow[] {
  const allContested = contestedPorts(ports);
  return ports.map((port) => {
    const label = `${port.port}/${port.protocol}`;
    const contested = allContested.has(port);
    const problems = problemsOf?.(port) ?? [];
    /** Who has it; what is wrong, which has to be seen in a narrow view; then how, and where. */
    const text = (nameOf: (container: Container) => string): string => {
      const neededBy = port.neededBy.map(nameOf).join(", ");
      const trouble = [
        problems.map((problem) => portProblemBrief(problem, l10n, nameOf)).join(", "),
        neededBy === "" ? (contested ? l10n.t("contested") : "") : l10n.t("needed by {0}", neededBy),
      ].filter((part) => part !== "");
      const owner =
        trouble.length === 0
          ? [ownerText(port.owner, l10n, nameOf)]
          : [ownerName(port.owner, l10n, nameOf), ...trouble, ownerManner(port.owner, l10n)];
      const ofThisEditor = ofEditor !== undefined && hasPort(ofEditor, port) ? l10n.t("this editor") : "";
      return [...owner, ofThisEditor, addressText(port.addresses)].filter((part) => part !== "").join("  ");
    };
    const description = text(shortContainerName);
    const { owner } = port;
    const container = owner.kind === "publish" || owner.kind === "host-mode" ? owner.container : undefined;
    const tcp = port.protocol === "tcp" && endpoint !== undefined;
    return {
      kind: "hostPort",
      id: hostPortRowId(engine, port),
      engine,
      hostPort: port,
      problems,
      label,
      description,
      ...(contested || problems.length > 0
        ? { icon: "warning", colour: "problemsWarningIcon.foreground" }
        : { icon: iconOf(owner) }),
      contextValue: `hostPort.${owner.kind}${tcp ? ".tcp" : ""}`,
      spoken: spokenText(l10n.t("Port {0}", label), text(nameWithoutTask)),
      fold: "closed",
      container,
      reachable: tcp ? reachableHostAddress(port.port, endpoint) : undefined,
    };
  });
}

/** One line for all ports of this editor, which are below it; none where there is none. */
export function editorRows({ engine, ports, l10n }: HostPortSource): Row[] {
  if (ports.length === 0) return [];
  const numbers = ports.map(({ port, protocol }) => `${port}/${protocol}`).join(", ");
  const label = l10n.t("This editor");
  const spoken = l10n.t("Ports of this editor: {0}", numbers);
  const line = { id: rowId(engine, "editorPorts"), engine, icon: "vscode", contextValue: "editorPorts" };
  return [{ kind: "editorPorts", ...line, fold: "closed", label, description: numbers, spoken }];
}

/** The ports of this editor, but for those that a container needs too: they are trouble like any other. */
export function portsOfEditor(ports: readonly HostPort[], ofEditor: ReadonlySet<number>): HostPort[] {
  const contested = contestedPorts(ports);
  return ports.filter((port) => hasPort(ofEditor, port) && !contested.has(port));
}

/** True where one of these processes has the port. */
function hasPort(pids: ReadonlySet<number>, { owner }: HostPort): boolean {
  return owner.kind === "process" && owner.pid !== undefined && pids.has(owner.pid);
}

/** The ID of the line of a port. */
export function hostPortRowId(engine: string, port: HostPort): string {
  return rowId(engine, "hostPort", hostPortKey(port));
}

/** What is known of a port: its addresses, the process that listens and how that was started, and who neededBy it. */
export function hostPortFacts({ id, engine, hostPort, problems }: HostPortRow, l10n: Localizer): Row[] {
  const { addresses, owner, neededBy } = hostPort;
  const facts: Row[] = [];
  const add = (key: string, icon: string, label: string, description: string): void => {
    const spoken = spokenText(label, description);
    const texts = { label, description, icon, spoken };
    facts.push({ kind: "message", id: `${id}/${key}`, engine, ...texts, contextValue: "message", fold: "leaf" });
  };
  const addProblem = (key: string, container: Container, label: string): void => {
    const texts = { label, description: "", icon: "warning", colour: "problemsWarningIcon.foreground", spoken: label };
    const line = { id: `${id}/${key}/${container.id}`, engine, fold: "leaf", contextValue: "problem.needed" } as const;
    facts.push({ kind: "problem", container, ...line, ...texts });
  };
  for (const problem of problems) {
    addProblem(problem.problem.kind, problem.container, portProblemText(problem, l10n));
  }
  add("addresses", "globe", addresses.join(", "), l10n.t("address"));
  if ("program" in owner && owner.program !== "") {
    add("program", "gear", owner.program, owner.pid === undefined ? "" : l10n.t("pid {0}", owner.pid));
  }
  if ("program" in owner && owner.commandLine !== undefined) add("command", "terminal", owner.commandLine, "");
  for (const container of neededBy) addProblem("neededBy", container, l10n.t("needed by {0}", container.name));
  return facts;
}

/** All addresses of both families, or of IPv4, are what one expects and stay unsaid. */
function addressText(addresses: readonly string[]): string {
  const said = addresses.includes("0.0.0.0")
    ? addresses.filter((each) => each !== "0.0.0.0" && each !== "::")
    : addresses;
  return said.join(", ");
}

function iconOf(owner: PortOwner): string {
  return {
    publish: "arrow-swap",
    "host-mode": "globe",
    service: "server-process",
    process: "gear",
    unknown: "question",
  }[owner.kind];
}
