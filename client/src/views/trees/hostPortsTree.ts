import * as vscode from "vscode";
import { Memo } from "../../../../shared/memo";
import type { Container } from "../../docker/inventory/container";
import type { EngineSession, EngineSet } from "../../docker/inventory/engineSet";
import { samePorts, type HostPort } from "../../insight/hostPorts";
import { portProblems, type PortProblem } from "../../insight/portProblems";
import type { Problem } from "../../insight/problems";
import { matches } from "../../insight/filterWords";
import type { EditorProcess } from "../../netns/read/editorProcess";
import type { Machine } from "../../netns/read/machine";
import type { ProcessTable } from "../../netns/read/socketOwners";
import type { Logger } from "../../platform/logger";
import { engineMessageRows, engineRow, noMatchRow } from "./engineRows";
import { editorRows, hostPortFacts, portsOfEditor, hostPortRowId, hostPortRows } from "./hostPortRows";
import { HostPortReadings, type HostPortsReading } from "./hostPortReadings";
import { rowId, type HostPortRow, type Row } from "./row";
import { RowTree, type RowHandle } from "./rowTree";
import type { ViewOptions } from "./viewOptions";

/** The id of the view, as in package.json. */
export const hostPortsViewId = "hostside.hostPorts";

/** The editor that this runs in, and whether the user wants to see what it listens on. */
export interface EditorPorts {
  readonly process: EditorProcess;
  isHidden(): boolean;
}

/** Who knows what is wrong with containers. */
interface ProblemSource {
  problemsOf(container: Container): readonly Problem[];
  onDidChange(listener: (session: EngineSession, container: Container) => void): { dispose(): void };
}

/** Every port taken on the hosts of the engines, as it was read last. */
export class HostPortsTree extends RowTree {
  private readonly registration: vscode.Disposable;
  /** What the lines are made of. */
  readonly readings: HostPortReadings;
  private visible = false;
  /** What VS Code was given last of an engine; nothing while that is away. */
  private readonly drawn = new WeakMap<EngineSession, HostPortsReading>();
  private readonly publishers = new Memo<readonly HostPort[], ReadonlySet<string>>();

  constructor(
    private readonly engines: EngineSet,
    machine: Machine,
    table: ProcessTable,
    log: Pick<Logger, "debug">,
    private readonly editor?: EditorPorts,
    private readonly problems?: ProblemSource,
    private readonly viewOptions?: ViewOptions,
  ) {
    super();
    const source = { engines, machine, table, log, editor: editor?.process };
    const listener = { read: (session: EngineSession) => this.read(session), changed: () => this.redraw() };
    this.readings = new HostPortReadings(source, listener);
    this.registration = vscode.Disposable.from(
      ...(viewOptions === undefined ? [] : [viewOptions.onDidChange(() => this.redrawForUser())]),
      this.readings,
      ...(problems === undefined
        ? []
        : [problems.onDidChange((session, { id, mode }) => this.problemsChanged(session, id, mode.kind))]),
    );
  }

  /** What is known to be wrong behind a port of an engine's host. */
  problemsOf({ live }: EngineSession, port: HostPort): readonly PortProblem[] {
    return portProblems(live.inventory, port, (container) => this.problems?.problemsOf(container) ?? []);
  }

  /** The view was opened or closed. */
  show(visible: boolean): void {
    this.visible = visible;
    this.readings.show(visible);
  }

  /** Shows the lines as they are wanted now, from what was read. */
  drawAgain(): void {
    this.redrawForUser();
  }

  /** The line of a port; undefined where it is not shown. */
  reach({ key }: EngineSession, port: HostPort): RowHandle | undefined {
    // What has not been opened yet has not been asked for.
    const open = (handles: readonly RowHandle[]): void => {
      for (const handle of handles) {
        if (handle.row.kind === "engine" || handle.row.kind === "editorPorts") open(this.getChildren(handle));
      }
    };
    open(this.getChildren());
    return this.find(hostPortRowId(key, port));
  }

  override dispose(): void {
    this.registration.dispose();
    super.dispose();
  }

  protected rootRows(): readonly Row[] {
    const { sessions, primary } = this.engines;
    if (sessions.length === 1) return this.rows(primary);
    return sessions.map((session) => engineRow(session, vscode.l10n));
  }

  protected rowsBelow(row: Row): readonly Row[] {
    if (row.kind === "hostPort") return hostPortFacts(row, vscode.l10n);
    if (row.kind === "editorPorts") return this.editorsRows(this.engines.session(row.engine));
    if (row.kind !== "engine") return [];
    const session = this.engines.session(row.engine);
    const rows = this.rows(session);
    return rows.length > 0 ? rows : engineMessageRows(session, vscode.l10n);
  }

  protected unfolded(): void {
    // What is below a line is here already.
  }

  protected tooltipOf(row: Row): Promise<readonly string[]> {
    if (row.kind === "editorPorts") return Promise.resolve([row.spoken, editorText()]);
    const facts = row.kind === "hostPort" ? hostPortFacts(row, vscode.l10n) : [];
    return Promise.resolve(
      [row, ...facts].map(({ label, description }) => [label, description].filter((part) => part !== "").join("  ")),
    );
  }

  private read(session: EngineSession): void {
    const { ports, listeners } = this.readings.last(session);
    const drawn = this.drawn.get(session);
    const isSame = drawn?.isHostRead === (listeners !== undefined) && samePorts(drawn.ports, ports);
    if (!isSame) this.redrawIfOther();
  }

  private rows(session: EngineSession): Row[] {
    const { status } = session.live;
    const known = this.readings.last(session);
    if (status.kind !== "ready") {
      this.drawn.delete(session);
      return [];
    }
    if (known.isRead) this.drawn.set(session, { ports: known.ports, isHostRead: known.listeners !== undefined });
    const { endpoint } = status.engine;
    const { ofEditor } = known;
    const own = portsOfEditor(known.ports, ofEditor);
    const others = known.ports.filter((port) => !own.includes(port));
    const problemsOf = (port: HostPort): readonly PortProblem[] => this.problemsOf(session, port);
    const source = { engine: session.key, ofEditor, problemsOf, endpoint, l10n: vscode.l10n };
    const filter = this.viewOptions?.current.filter ?? "";
    const wanted = (ports: readonly HostPort[]): readonly HostPortRow[] =>
      hostPortRows({ ...source, ports }).filter(({ spoken, description }) => matches(filter, [spoken, description]));
    const ownWanted = this.editor?.isHidden() === true ? [] : wanted(own).map(({ hostPort }) => hostPort);
    const found = [...wanted(others), ...editorRows({ ...source, ports: ownWanted })];
    const isHidden = found.length === 0 && filter !== "" && known.ports.length > 0;
    const rows = isHidden ? [noMatchRow(session.key, filter, vscode.l10n)] : found;
    if (known.listeners !== undefined || !known.isRead || !this.visible) return rows;
    const label = vscode.l10n.t("The host's own processes cannot be read from here");
    const message = { label, description: "", icon: "info", contextValue: "message", spoken: label } as const;
    return [
      ...rows,
      { kind: "message", id: rowId(session.key, "noHost"), engine: session.key, fold: "leaf", ...message },
    ];
  }

  private problemsChanged(session: EngineSession, id: string, mode: string): void {
    const { ports } = this.readings.last(session);
    // Who shares the network of another may be the one that is to answer there.
    if (mode === "container" || this.publishers.of(ports, publishersOf).has(id)) this.redraw();
  }

  /** The ports of this editor, which are folded: nobody looks for them, and a window of VS Code has several. */
  private editorsRows(session: EngineSession): Row[] {
    const { status } = session.live;
    if (status.kind !== "ready") return [];
    const { ports, ofEditor } = this.readings.last(session);
    const { endpoint } = status.engine;
    return hostPortRows({
      engine: session.key,
      ports: portsOfEditor(ports, ofEditor),
      ofEditor,
      endpoint,
      l10n: vscode.l10n,
    });
  }
}

/** The IDs of the containers that publish one of these ports. */
function publishersOf(ports: readonly HostPort[]): ReadonlySet<string> {
  return new Set(ports.flatMap(({ owner }) => (owner.kind === "publish" ? owner.container.id : [])));
}

/** What the line of this editor's ports is, and how one is rid of it. */
function editorText(): string {
  return vscode.l10n.t(
    "Its server, extension hosts, language servers and port forwarding. The setting {0} leaves them out.",
    "hostside.hostPorts.hideEditor",
  );
}
