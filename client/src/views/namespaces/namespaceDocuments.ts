import * as vscode from "vscode";
import { NamespaceError } from "../../netns/read/fault";
import { EngineError, faultFrom } from "../../docker/fault";
import type { ReadingOptions, Subject } from "../../insight/readSubjects";
import { sections, type SectionId, type Shown } from "../../netns/sections/table";
import type { Logger } from "../../platform/logger";
import { textOf } from "../../netns/render/render";
import { sayDone } from "../notices";
import { isInATab } from "./documentTabs";
import type { NamespaceSources } from "./namespaceSource";
import {
  documentUri,
  namespaceScheme,
  nameIn,
  parseDocumentUri,
  viewKey,
  type DocumentAddress,
  type ViewAddress,
} from "./namespaceUri";
import { NamespaceView } from "./namespaceView";
import { sayBesideDocuments } from "./sayBesideDocuments";
import { titleOf } from "./namespaceTitle";
import { ViewFollower } from "./viewFollower";

/** What an open comparison shows. */
export interface ShownComparison {
  readonly title: string;
  readonly verdict: string;
  /** The left side of each part and its right side; one pair where one part is compared. */
  readonly pairs: readonly { readonly left: vscode.Uri; readonly right: vscode.Uri }[];
}

/** Milliseconds in which changes of the engine are collected before open documents are read again. */
const batchMilliseconds = 300;

/**
 * The documents that show namespaces. Each view, such as a comparison, has documents of its own, so that its sides are
 * always of the same moment. While one is open it follows the engine; VS Code keeps scroll and selection, since it
 * applies a changed text as small edits.
 */
export class NamespaceDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly views = new Map<string, NamespaceView>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly drawn = new vscode.EventEmitter<void>();
  private readonly registrations: vscode.Disposable;
  private readonly ending = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  /** By engine: one that is slow holds up no other. */
  private readonly followers = new Map<string, ViewFollower<NamespaceView>>();
  /** The last reading of each view that was begun: readings of one view come one after the other. */
  private readonly turns = new WeakMap<NamespaceView, Promise<void>>();
  readonly onDidChange = this.changed.event;
  /** After a view has been read, whether or not its text changed. */
  readonly onDidDraw = this.drawn.event;

  constructor(
    private readonly sources: NamespaceSources,
    private readonly log: Logger,
  ) {
    this.registrations = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(namespaceScheme, this),
      vscode.workspace.onDidOpenTextDocument((document) => this.catchUp(document)),
      vscode.workspace.onDidCloseTextDocument(() => this.forgetClosed()),
      sources.onDidChange(() => this.followSoon()),
      this.changed,
      this.drawn,
    );
  }

  /** Whether one of them is open, in a tab or behind one. */
  get areOpen(): boolean {
    return vscode.workspace.textDocuments.some(({ uri, isClosed }) => uri.scheme === namespaceScheme && !isClosed);
  }

  /** The view that a document belongs to. */
  viewOf(uri: vscode.Uri): NamespaceView | undefined {
    const address = parseDocumentUri(uri);
    return address === undefined ? undefined : this.views.get(viewKey(address));
  }

  /** The text of a document; one that VS Code has restored is read first. */
  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const address = parseDocumentUri(uri);
    if (address === undefined) return "";
    const view = this.viewAt(address);
    view.isCalled(address.side, nameIn(uri, address.side));
    if (!view.isRead && vscode.workspace.isTrusted) {
      await this.read(view, { signal: this.ending.signal }, false).catch((error: unknown) => this.note(error));
    }
    if (!view.isRead) return vscode.l10n.t("# Run the command again to read this namespace.\n");
    return textOf(view.lines(address.side, address.part));
  }

  /** Opens a comparison in the diff editor; several parts open as one list of comparisons that fold. */
  async compare(
    { engine, subjects }: { readonly engine: string; readonly subjects: readonly [Subject, Subject] },
    shown: Shown,
    options: ReadingOptions,
  ): Promise<ShownComparison> {
    const address: ViewAddress = { kind: "compare", shown, subjects, engine };
    const view = await this.readAnew(address, options);
    const names = view.sides.map(({ name }) => name);
    const pair = (part?: SectionId): { left: vscode.Uri; right: vscode.Uri } => ({
      left: documentUri({ ...address, side: 0, part }, names),
      right: documentUri({ ...address, side: 1, part }, names),
    });
    const pairs = shown === "everything" ? sections.map(({ id }) => pair(id)) : [pair()];
    const title = titleOf(view, this.sources.of(engine)?.name, vscode.l10n);
    const [first] = pairs;
    if (shown === "everything") {
      const resources = pairs.map(({ left, right }) => [right, left, right]);
      await vscode.commands.executeCommand("vscode.changes", title, resources);
    } else if (first !== undefined) {
      // Without a selection the editor scrolls to the first difference, which may leave the verdict out of sight.
      const selection = new vscode.Range(0, 0, 0, 0);
      await vscode.commands.executeCommand("vscode.diff", first.left, first.right, title, { preview: true, selection });
    }
    sayBesideDocuments(view.howRead());
    return { title, verdict: view.verdict(), pairs };
  }

  /** Opens one subject's namespace. */
  async show(engine: string, subject: Subject, shown: Shown, options: ReadingOptions): Promise<vscode.Uri> {
    const address: ViewAddress = { kind: "show", shown, subjects: [subject], engine };
    const view = await this.readAnew(address, options);
    const uri = documentUri(
      { ...address, side: 0 },
      view.sides.map(({ name }) => name),
    );
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
    sayBesideDocuments(view.howRead());
    return uri;
  }

  /** Opens a table of several subjects. */
  async showTable(engine: string, subjects: readonly Subject[], options: ReadingOptions): Promise<vscode.Uri> {
    const address: ViewAddress = { kind: "table", shown: "addresses", subjects, engine };
    await this.readAnew(address, options);
    const uri = documentUri({ ...address, side: 0 }, [vscode.l10n.t("namespaces")]);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
    return uri;
  }

  /** Reads all open documents again: of what happens inside a namespace, such as a new listener, no engine tells. */
  async readAgain(signal: AbortSignal): Promise<void> {
    const views = [...this.views.values()].filter(({ isRead }) => isRead);
    await Promise.all(views.map((view) => this.readQuietly(view, signal)));
  }

  /** Whose namespaces a document shows now: a container that was created anew has another ID than its address says. */
  subjectsOf(address: DocumentAddress): readonly Subject[] {
    return this.views.get(viewKey(address))?.subjects ?? address.subjects;
  }

  /** Shows the interfaces for other containers instead of their number, or the other way round. */
  toggleAll(uri: vscode.Uri): boolean | undefined {
    const view = this.viewOf(uri);
    const source = view && this.sources.of(view.address.engine);
    if (source === undefined || view?.address.kind !== "compare" || !hasAddresses(view.address)) return undefined;
    view.all = !view.all;
    view.draw(source.inventory);
    this.tellChanged(view);
    return view.all;
  }

  /** Shows what the programs printed instead of what is held still, or the other way round. */
  async toggleRaw(uri: vscode.Uri, signal: AbortSignal): Promise<boolean | undefined> {
    const view = this.viewOf(uri);
    return view === undefined || view.address.kind === "table" ? undefined : this.toggle(view, "raw", signal);
  }

  /** Shows in a table the interfaces instead of the containers, or the other way round. */
  async toggleInterfaces(uri: vscode.Uri, signal: AbortSignal): Promise<boolean | undefined> {
    const view = this.viewOf(uri);
    return view?.address.kind !== "table" ? undefined : this.toggle(view, "interfaces", signal);
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const follower of this.followers.values()) follower.dispose();
    this.ending.abort();
    this.registrations.dispose();
    this.views.clear();
  }

  private async toggle(view: NamespaceView, what: "raw" | "interfaces", signal: AbortSignal): Promise<boolean> {
    const wanted = !view[what];
    view[what] = wanted;
    try {
      await this.read(view, { signal }, true);
    } catch (error) {
      // What is shown is as it was, and so is what the next press does.
      view[what] = !wanted;
      throw error;
    }
    return view[what];
  }

  private viewAt(address: ViewAddress): NamespaceView {
    const key = viewKey(address);
    const view = this.views.get(key) ?? new NamespaceView(address, vscode.l10n);
    this.views.set(key, view);
    return view;
  }

  private async readAnew(address: ViewAddress, options: ReadingOptions): Promise<NamespaceView> {
    const view = this.viewAt(address);
    await this.read(view, options, true);
    // There is nothing to show of a container that does not exist; a stopped one shows where it will be.
    const shown = new Set<string | undefined>([undefined, "stopped", "restarting"]);
    const fault = view.sides.find(({ fault }) => !shown.has(fault?.kind))?.fault;
    if (fault !== undefined && address.kind !== "table") throw new NamespaceError(fault);
    return view;
  }

  private read(view: NamespaceView, options: ReadingOptions, ask: boolean): Promise<void> {
    const turn = (this.turns.get(view) ?? Promise.resolve()).then(() => this.readNow(view, options, ask));
    // How the one before ended is for whoever began it.
    this.turns.set(
      view,
      turn.catch(() => undefined),
    );
    return turn;
  }

  private async readNow(view: NamespaceView, options: ReadingOptions, ask: boolean): Promise<void> {
    const source = this.sources.of(view.address.engine);
    // The engine was taken out of those that are shown; what was read of it stays.
    if (source === undefined)
      throw new EngineError({ kind: "not-running", detail: "the engine is not shown any more" });
    const prober = await source.prober(ask, options.signal);
    // That may have taken until the engine answered: the inventory is the one of now.
    await view.read(prober, source.inventory, options);
    this.tellChanged(view);
  }

  private tellChanged(view: NamespaceView): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (this.viewOf(uri) === view) this.changed.fire(uri);
    }
    this.drawn.fire();
  }

  private followSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.follow();
    }, batchMilliseconds);
  }

  /** Reads what has changed. */
  private follow(): void {
    for (const engine of new Set([...this.views.values()].map(({ address }) => address.engine))) {
      const follower =
        this.followers.get(engine) ??
        new ViewFollower(
          (failed) => this.outdated(engine, failed),
          (view) => this.readQuietly(view, this.ending.signal),
        );
      this.followers.set(engine, follower);
      follower.word();
    }
  }

  /** Reads a view that nobody waits for. False where that did not work. */
  private async readQuietly(view: NamespaceView, signal: AbortSignal): Promise<boolean> {
    try {
      await this.read(view, { signal }, false);
      this.sayWhatIsGone(view);
      return true;
    } catch (error) {
      this.note(error);
      return false;
    }
  }

  private outdated(engine: string, failed: ReadonlySet<NamespaceView>): NamespaceView | undefined {
    const source = this.sources.of(engine);
    if (source?.known !== true) return undefined;
    return [...this.views.values()].find(
      (view) => view.address.engine === engine && !failed.has(view) && view.isRead && view.isOutdated(source.inventory),
    );
  }

  private sayWhatIsGone(view: NamespaceView): void {
    if (!isInATab((uri) => this.viewOf(uri) === view)) return;
    for (const { fault } of view.sides) {
      if (fault?.kind === "gone") sayDone(vscode.l10n.t("{0} no longer exists.", fault.container));
    }
  }

  /** Following happens on its own: what hinders it is told by the tree already, and is in the log. */
  private note(error: unknown): void {
    const fault =
      error instanceof NamespaceError && error.fault.kind === "engine" ? error.fault.fault : faultFrom(error);
    if (fault.kind !== "cancelled") this.log.warn(`An open namespace document was not read again: ${fault.detail}`);
  }

  /** VS Code drops a change of a document that it is about to open: what it then holds is from before the change. */
  private catchUp(document: vscode.TextDocument): void {
    const address = parseDocumentUri(document.uri);
    const view = this.viewOf(document.uri);
    if (address === undefined || view?.isRead !== true) return;
    if (document.getText() !== textOf(view.lines(address.side, address.part))) this.changed.fire(document.uri);
  }

  private forgetClosed(): void {
    const open = new Set(
      vscode.workspace.textDocuments.filter(({ isClosed }) => !isClosed).map(({ uri }) => this.viewOf(uri)),
    );
    for (const [key, view] of this.views) if (view.isRead && !open.has(view)) this.views.delete(key);
  }
}

/** Whether interfaces are among what a view shows. */
function hasAddresses({ shown }: ViewAddress): boolean {
  return shown === "addresses" || shown === "everything";
}
