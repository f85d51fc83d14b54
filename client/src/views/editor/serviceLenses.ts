import * as vscode from "vscode";
import type { ServicePlace } from "../../../../shared/protocol";
import { isUp, type Container } from "../../docker/inventory/container";
import type { EngineSession, EngineSet } from "../../docker/inventory/engineSet";
import { sanitize } from "../../docker/sanitize";
import { isFailure, problemBrief, type Problem } from "../../insight/problems";
import { containersOfService } from "../../insight/projectContainers";
import { concernsServiceLenses, showsServiceLenses } from "../../platform/settings";
import { withoutIcons } from "../notices";
import type { OpenComposeFile } from "./openComposeFiles";
import { rowText } from "../../insight/rowText";
import { publishedTexts, shortened, stateText } from "../../insight/summary";

/** Who knows where services stand. */
interface ServiceFinder {
  services(uri: vscode.Uri, token: vscode.CancellationToken): Promise<readonly ServicePlace[]>;
  /** Called when it can be asked, also again after it could not for a while. */
  onDidStart(listener: () => void): vscode.Disposable;
}

/** Who knows what is wrong with containers. */
interface ProblemSource {
  problemsOf(container: Container): readonly Problem[];
  onDidChange(listener: () => void): { dispose(): void };
}

/** Who knows of which projects open Compose files are part: a container is made of the files that Compose was given. */
interface ProjectSource {
  readonly all: readonly OpenComposeFile[];
  onDidChange(listener: () => void): vscode.Disposable;
}

/** Many events within so many milliseconds redraw the lenses once. */
const batchMilliseconds = 300;

/**
 * Above each service of a Compose file, on one line: what runs of it with the way to its network and its log, or what the
 * files make of its network where nothing runs; and what moves it to another one.
 */
export class ServiceLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly registrations: vscode.Disposable;
  readonly onDidChangeCodeLenses = this.changed.event;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly engines: EngineSet,
    private readonly finder: ServiceFinder,
    private readonly problems: ProblemSource,
    private readonly files: ProjectSource,
  ) {
    const selector = ["yaml", "dockercompose"].map((language) => ({ scheme: "file", language }));
    this.registrations = vscode.Disposable.from(
      vscode.languages.registerCodeLensProvider(selector, this),
      engines.onDidChange(() => this.soon()),
      problems.onDidChange(() => this.soon()),
      finder.onDidStart(() => this.soon()),
      files.onDidChange(() => this.soon()),
      vscode.workspace.onDidChangeConfiguration((event) => concernsServiceLenses(event) && this.soon()),
    );
  }

  async provideCodeLenses(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<vscode.CodeLens[]> {
    if (!showsServiceLenses()) return [];
    // No engine is asked for a lens: that a Compose file is open is seen by who shows its problems (liveProblems.ts).
    const running = this.engines.sessions.filter(({ live }) => live.inventory.containers.size > 0);
    const own = await this.finder.services(document.uri, token);
    const places = [...own, ...this.extending(document.uri)];
    const files = this.filesWith(document.uri);
    return places.flatMap((place) => {
      const range = toRange(place.range);
      const live = running.flatMap((session) => {
        const containers = containersOfService(session.live.inventory, files, place.name);
        return containers
          .slice(0, 3)
          .flatMap((container) => lenses(session, container, this.problems.problemsOf(container), range));
      });
      return [...(live.length > 0 ? live : summary(place, range)), ...move(place, range, document.uri)];
    });
  }

  /** Services of other files that take over one of this file, each at that one. */
  private extending(uri: vscode.Uri): readonly ServicePlace[] {
    return this.openFile(uri)?.places.services.filter(({ isBase }) => isBase === true) ?? [];
  }

  /** The file, and those of its projects: of a file that another one includes, containers name the other one. */
  private filesWith(uri: vscode.Uri): readonly string[] {
    return [uri.fsPath, ...(this.openFile(uri)?.places.projects.flatMap(({ files }) => files) ?? [])];
  }

  private openFile(uri: vscode.Uri): OpenComposeFile | undefined {
    return this.files.all.find((file) => file.uri.toString() === uri.toString());
  }

  private soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.changed.fire();
    }, batchMilliseconds);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.registrations.dispose();
    this.changed.dispose();
  }
}

/** What the files make of a service of which nothing runs. */
function summary({ summary: title }: ServicePlace, range: vscode.Range): vscode.CodeLens[] {
  // A lens without a command is text.
  return title === undefined ? [] : [new vscode.CodeLens(range, { title: withoutIcons(title), command: "" })];
}

function move({ name, move: to }: ServicePlace, range: vscode.Range, uri: vscode.Uri): vscode.CodeLens[] {
  if (to === undefined) return [];
  const [title, command] =
    to === "host"
      ? [vscode.l10n.t("Move to the host network"), "hostside.moveToHostNetwork"]
      : [vscode.l10n.t("Move to its own network"), "hostside.moveToOwnNetwork"];
  return [new vscode.CodeLens(range, { title, command, arguments: [{ uri, service: name }] })];
}

function lenses(
  { key, live }: EngineSession,
  container: Container,
  problems: readonly Problem[],
  range: vscode.Range,
): vscode.CodeLens[] {
  const { l10n } = vscode;
  const [problem] = problems;
  const running = stateText(container, l10n) || l10n.t("running");
  const state = problem === undefined ? running : `${running}, ${problemBrief(problem, l10n)}`;
  const neverRan = problem?.kind === "not-started" && container.state === "created";
  const { composeProject } = container;
  // Whoever reads the file knows whose networks they are: their names begin with the project's.
  const below = composeProject === undefined ? undefined : ({ grouping: "project", key: composeProject } as const);
  const { place } = rowText(live.inventory, container, below, undefined, l10n);
  const ports = shortened(publishedTexts(container.published), l10n, ", ");
  const name = key === "" ? container.name : l10n.t("{0} on {1}", container.name, sanitize(key));
  const title = [`${name}: ${state}`, place, ports].filter((part) => part !== "").join(", ");
  // As a line of the tree has it: the same ID may stand for nothing on another engine.
  const target = { container: { id: container.id }, engine: key };
  const lens = (text: string, command: string): vscode.CodeLens =>
    // Titles make icons of `$(name)`; what containers say must not.
    new vscode.CodeLens(range, { title: withoutIcons(text), command, arguments: [target] });
  return [
    lens(title, "hostside.revealContainer"),
    ...(isUp(container) ? [lens(l10n.t("Compare ip addr"), "hostside.compareWithHost")] : []),
    ...(problems.some(isFailure) && !neverRan ? [lens(l10n.t("Why did it exit?"), "hostside.explainExit")] : []),
    ...(container.health === "unhealthy" && isUp(container)
      ? [lens(l10n.t("Why is it unhealthy?"), "hostside.explainHealth")]
      : []),
    ...(isUp(container) && problems.some(isPublishedInVain)
      ? [lens(l10n.t("From where can I reach it?"), "hostside.explainReach")]
      : []),
    // A container that never ran has written nothing.
    neverRan ? lens(l10n.t("Why it did not start"), "hostside.explainExit") : lens(l10n.t("Logs"), "hostside.showLogs"),
  ];
}

/** A port is published that nobody reaches as it is. */
function isPublishedInVain({ kind }: Problem): boolean {
  return kind === "nothing-listens" || kind === "wrong-protocol" || kind === "loopback-only";
}

function toRange({ start, end }: ServicePlace["range"]): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
