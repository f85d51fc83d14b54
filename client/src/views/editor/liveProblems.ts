import * as vscode from "vscode";
import type { PlaceRange } from "../../../../shared/protocol";
import type { Container } from "../../docker/inventory/container";
import type { EngineSession, EngineSet } from "../../docker/inventory/engineSet";
import { sanitize } from "../../docker/sanitize";
import { composeProblems, type ComposeProblem, type KnownEngine, type KnownPorts } from "../../insight/composeProblems";
import { contradictions } from "../../insight/contradictions";
import type { Problem } from "../../insight/problems";
import { isOfProjects } from "../../insight/projectContainers";
import { concernsLiveProblems, showsLiveProblems } from "../../platform/settings";
import type { Machine } from "../../netns/read/machine";
import { HolderWatch } from "./holderWatch";
import type { OpenComposeFiles } from "./openComposeFiles";

/** Who knows what is wrong with containers. */
interface ProblemSource {
  problemsOf(container: Container): readonly Problem[];
  onDidChange(listener: () => void): { dispose(): void };
  /** Looks at these containers without being asked, until disposed. */
  watch(interest: (container: Container) => boolean): { dispose(): void };
}

/** Who knows the ports of the engines' hosts. */
interface PortSource {
  knownPorts(session: EngineSession): KnownPorts | undefined;
  follow(reader: () => void): { dispose(): void };
  readAgain(): void;
}

/** What the problems in Compose files are made of. */
export interface LiveProblemsSource {
  readonly files: OpenComposeFiles;
  readonly engines: EngineSet;
  readonly problems: ProblemSource;
  readonly hostPorts: PortSource;
  readonly machine: Machine;
  /** Connects to the engines, unless that has been done or the workspace is not trusted. */
  readonly connect: () => void;
}

/** Many changes within so many milliseconds are shown together. */
const batchMilliseconds = 100;
/** Where finding out takes long, as with thousands of containers, the next time waits for a multiple of that. */
const restFactor = 10;

/** Where the kinds of problems are explained. */
const page = "https://github.com/hostside/hostside/blob/main/docs/live-problems.md";

/** What the engines contradict in open Compose files, as diagnostics on the lines that cause it. */
export class LiveProblems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection("hostside-live");
  private readonly registrations: vscode.Disposable;
  private readonly holders: HolderWatch;
  private readonly shown = new Map<string, string>();
  private readonly problems = new Map<string, readonly ComposeProblem[]>();
  private watching: { dispose(): void } | undefined;
  private reading: { dispose(): void } | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** Milliseconds of the last showing. */
  private took = 0;

  constructor(private readonly source: LiveProblemsSource) {
    const { files, engines, problems, hostPorts, machine } = source;
    // A process of the host takes a port, or leaves it, without a word: these are the moments at which somebody acts.
    const readAgain = (): void => {
      if (this.reading !== undefined) hostPorts.readAgain();
    };
    this.holders = new HolderWatch(machine, readAgain);
    const { window, workspace } = vscode;
    this.registrations = vscode.Disposable.from(
      this.collection,
      files.onDidChange(() => this.filesChanged()),
      engines.onDidChange(() => this.soon()),
      problems.onDidChange(() => this.soon()),
      workspace.onDidGrantWorkspaceTrust(() => this.filesChanged()),
      workspace.onDidChangeConfiguration((event) => concernsLiveProblems(event) && this.filesChanged()),
      workspace.onDidSaveTextDocument(readAgain),
      window.onDidChangeWindowState(({ focused }) => focused && readAgain()),
      window.onDidStartTerminalShellExecution(readAgain),
      window.onDidEndTerminalShellExecution(readAgain),
      window.onDidCloseTerminal(readAgain),
    );
    this.filesChanged();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.holders.dispose();
    this.watching?.dispose();
    this.reading?.dispose();
    this.registrations.dispose();
  }

  /** What is said in an open file now. */
  problemsIn(uri: vscode.Uri): readonly ComposeProblem[] {
    return this.problems.get(uri.toString()) ?? [];
  }

  /** Follows what the files are about, and nothing where none is open. */
  private filesChanged(): void {
    const { files, hostPorts, problems, connect } = this.source;
    const before = this.watching;
    const { all } = files;
    const isWanted = all.length > 0 && vscode.workspace.isTrusted && showsLiveProblems();
    if (isWanted) {
      connect();
      const projects = all.flatMap(({ places }) => places.projects);
      this.watching = problems.watch((container) => isOfProjects(container, projects));
      this.reading ??= hostPorts.follow(() => this.soon());
    } else {
      this.reading?.dispose();
      this.watching = this.reading = undefined;
    }
    before?.dispose();
    this.soon();
  }

  private soon(): void {
    this.timer ??= setTimeout(
      () => {
        this.timer = undefined;
        const from = performance.now();
        this.show();
        this.took = performance.now() - from;
      },
      Math.max(batchMilliseconds, this.took * restFactor),
    );
  }

  private show(): void {
    const files = showsLiveProblems() ? this.source.files.all : [];
    const open = new Map(files.map((file) => [file.uri.toString(), file]));
    const { sessions } = this.source.engines;
    // Thousands of containers may change all the time while no Compose file is open.
    const engines = open.size === 0 ? [] : sessions.flatMap((session) => this.known(session));
    const held: { port: number; pid: number }[] = [];
    for (const [key, { uri, places }] of open) {
      const found = [
        ...composeProblems(uri.fsPath, places, engines, vscode.l10n),
        ...contradictions(uri.fsPath, places, engines, vscode.l10n),
      ];
      held.push(...found.flatMap((problem) => problem.held ?? []));
      const text = JSON.stringify(found);
      if (this.shown.get(key) === text || (found.length === 0 && !this.shown.has(key))) continue;
      this.shown.set(key, text);
      this.problems.set(key, found);
      this.collection.set(uri, found.map(toDiagnostic));
    }
    for (const gone of [...this.shown.keys()].filter((key) => !open.has(key))) {
      this.shown.delete(gone);
      this.problems.delete(gone);
      this.collection.delete(vscode.Uri.parse(gone, true));
    }
    this.holders.watch(held);
  }

  private known(session: EngineSession): KnownEngine[] {
    const { key, live } = session;
    const { problems, hostPorts } = this.source;
    if (live.status.kind !== "ready") return [];
    const { facts } = live.status;
    const ports = hostPorts.knownPorts(session);
    const problemsOf = (container: Container): readonly Problem[] => problems.problemsOf(container);
    const known = { name: sanitize(key), key, inventory: live.inventory, problems: problemsOf, facts };
    return [ports === undefined ? known : { ...known, hostPorts: ports }];
  }
}

/** The kind of problem of a diagnostic that was made here. */
export function toDiagnosticCode({ source, code }: vscode.Diagnostic): string | undefined {
  return source === "Hostside" && typeof code === "object" ? String(code.value) : undefined;
}

function toDiagnostic({ range, severity, code, message }: ComposeProblem): vscode.Diagnostic {
  const level = severity === "warning" ? vscode.DiagnosticSeverity.Warning : vscode.DiagnosticSeverity.Information;
  const diagnostic = new vscode.Diagnostic(toRange(range), message, level);
  diagnostic.source = "Hostside";
  diagnostic.code = { value: code, target: vscode.Uri.parse(`${page}#${code}`, true) };
  return diagnostic;
}

/** The range of a document. */
export function toRange({ start, end }: PlaceRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
