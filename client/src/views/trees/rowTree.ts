import * as vscode from "vscode";
import type { Container } from "../../docker/inventory/container";
import type { FoldMemory } from "./foldMemory";
import { Throttle } from "./throttle";
import { addressOf, containerOf, type Row } from "./row";
import { tooltipFrom, type TooltipPart } from "./tooltip";

/**
 * A line as VS Code holds on to it: the same object as long as the line has the same ID, whatever it shows by now.
 * Commands get it as their target.
 */
export class RowHandle {
  children: readonly RowHandle[] = [];

  constructor(
    public row: Row,
    readonly parent: RowHandle | undefined,
  ) {}

  get id(): string {
    return this.row.id;
  }
  get label(): string {
    return this.row.label;
  }
  get description(): string {
    return this.row.description;
  }
  get contextValue(): string {
    return this.row.contextValue;
  }
  get engine(): string {
    return this.row.engine;
  }
  get container(): Container | undefined {
    return containerOf(this.row);
  }
  get address(): string | undefined {
    return addressOf(this.row);
  }
}

/** A tree of rows. It remembers what was folded, so that lines that come back are as they were. */
export abstract class RowTree implements vscode.TreeDataProvider<RowHandle>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<RowHandle | undefined>();
  private readonly handles = new Map<string, RowHandle>();
  private folds: Pick<FoldMemory, "get" | "set"> = new Map<string, boolean>();
  private readonly throttle = new Throttle(() => this.changed.fire(undefined));
  private top: readonly RowHandle[] = [];
  readonly onDidChangeTreeData = this.changed.event;

  /** The lines at the root. */
  protected abstract rootRows(): readonly Row[];
  /** The lines below a line. */
  protected abstract rowsBelow(row: Row): readonly Row[];
  /** What the tooltip says, one paragraph each; asked for when it is about to be shown. */
  protected abstract tooltipOf(row: Row, token: vscode.CancellationToken): Promise<readonly TooltipPart[]>;

  getChildren(parent?: RowHandle): RowHandle[] {
    return [...this.throttle.measured(parent === undefined, () => this.childrenOf(parent))];
  }

  private childrenOf(parent: RowHandle | undefined): RowHandle[] {
    const rows = parent === undefined ? this.rootRows() : this.rowsBelow(parent.row);
    const seen = new Set<string>();
    const children = rows.flatMap((row) => {
      // Two lines of one ID would break the tree; whatever made them is shown once.
      if (seen.has(row.id)) return [];
      seen.add(row.id);
      return [this.handle(row, parent)];
    });
    for (const gone of (parent?.children ?? this.top).filter(({ id }) => !seen.has(id))) this.drop(gone);
    if (parent === undefined) this.top = children;
    else parent.children = children;
    return children;
  }

  getParent(handle: RowHandle): RowHandle | undefined {
    return handle.parent;
  }

  getTreeItem({ row }: RowHandle): vscode.TreeItem {
    const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
    const open = this.folds.get(row.id) ?? row.fold === "open";
    const item = new vscode.TreeItem(row.label, row.fold === "leaf" ? None : open ? Expanded : Collapsed);
    item.id = row.id;
    item.description = row.description;
    item.contextValue = row.contextValue;
    item.iconPath = new vscode.ThemeIcon(
      row.icon,
      row.colour === undefined ? undefined : new vscode.ThemeColor(row.colour),
    );
    item.accessibilityInformation = { label: row.spoken };
    if (row.command !== undefined) item.command = { command: row.command, title: row.label };
    return item;
  }

  /** Writes the tooltip when it is asked for. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    { row }: RowHandle,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    item.tooltip = tooltipFrom(await this.tooltipOf(row, token));
    return item;
  }

  /** The line of this ID, where it has been shown. */
  find(id: string): RowHandle | undefined {
    return this.handles.get(id);
  }

  /** Remembers what the user folds and unfolds, and begins with what is remembered. */
  followFolding(view: vscode.TreeView<RowHandle>, memory: FoldMemory): vscode.Disposable {
    this.folds = memory;
    return vscode.Disposable.from(
      view.onDidExpandElement(({ element }) => {
        this.folds.set(element.id, true);
        this.unfolded(element.row);
      }),
      view.onDidCollapseElement(({ element }) => this.folds.set(element.id, false)),
    );
  }

  dispose(): void {
    this.throttle.stop();
    this.changed.dispose();
    this.handles.clear();
  }

  /** Hears that the user opened a line. */
  protected abstract unfolded(row: Row): void;

  /** Shows everything anew: at once, unless that takes long and has just been done. */
  protected redraw(): void {
    this.throttle.schedule();
  }

  /** The same for what the user has just asked to see, which waits for less long. */
  protected redrawForUser(): void {
    this.throttle.scheduleForUser();
  }

  /** Shows everything anew where a line is another, comes or goes, or looks otherwise: else the lines hold what is true now. */
  protected redrawIfOther(): void {
    if (!this.renewed(undefined)) this.redraw();
  }

  private renewed(parent: RowHandle | undefined): boolean {
    const shown = parent?.children ?? this.top;
    const rows = parent === undefined ? this.rootRows() : this.rowsBelow(parent.row);
    if (rows.length !== shown.length) return false;
    for (const [at, row] of rows.entries()) {
      const handle = shown[at];
      if (handle?.id !== row.id || looksOf(handle.row) !== looksOf(row)) return false;
      handle.row = row;
    }
    return shown.every((handle) => handle.children.length === 0 || this.renewed(handle));
  }

  /** Shows one line anew, with what is below it; it keeps its place. */
  protected redrawRow(row: Row): void {
    const handle = this.handles.get(row.id);
    if (handle === undefined) return;
    handle.row = row;
    this.changed.fire(handle);
  }

  /** The same where the line looks otherwise, or somebody sees what is below it: what is drawn anew loses its tooltip. */
  protected redrawRowIfOther(row: Row): void {
    const handle = this.handles.get(row.id);
    if (handle === undefined) return;
    if (handle.children.length > 0 || looksOf(handle.row) !== looksOf(row)) this.redrawRow(row);
    else handle.row = row;
  }

  private handle(row: Row, parent: RowHandle | undefined): RowHandle {
    const known = this.handles.get(row.id);
    if (known !== undefined && known.parent === parent) {
      known.row = row;
      return known;
    }
    const handle = new RowHandle(row, parent);
    this.handles.set(row.id, handle);
    return handle;
  }

  private drop(handle: RowHandle): void {
    // The same ID may stand elsewhere by now.
    if (this.handles.get(handle.id) === handle) this.handles.delete(handle.id);
    for (const child of handle.children) this.drop(child);
  }
}

function looksOf({ label, description, icon, colour, contextValue, spoken }: Row): string {
  return JSON.stringify([label, description, icon, colour, contextValue, spoken]);
}
