import * as path from "node:path";
import * as vscode from "vscode";
import type { ServicePlace } from "../../../../shared/protocol";
import { isUp, type Container } from "../../docker/inventory/container";
import type { EngineSession, EngineSet } from "../../docker/inventory/engineSet";
import { sanitize } from "../../docker/sanitize";
import type { LiveInventory } from "../../docker/inventory/liveInventory";
import { byName } from "../../docker/inventory/inventory";
import { modeText, publishedTexts, stateText } from "../../insight/summary";

/** Who knows where services stand. */
interface ServiceFinder {
  services(uri: vscode.Uri, token: vscode.CancellationToken): Promise<readonly ServicePlace[]>;
  /** Called when it can be asked, also again after it could not for a while. */
  onDidStart(listener: () => void): vscode.Disposable;
}

/** Many events within so many milliseconds redraw the lenses once. */
const batchMilliseconds = 300;

/** Above each service of a Compose file: what runs of it, and the way to its network and its log. */
export class ServiceLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly registrations: vscode.Disposable;
  readonly onDidChangeCodeLenses = this.changed.event;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly engines: EngineSet,
    private readonly finder: ServiceFinder,
  ) {
    const selector = ["yaml", "dockercompose"].map((language) => ({ scheme: "file", language }));
    this.registrations = vscode.Disposable.from(
      vscode.languages.registerCodeLensProvider(selector, this),
      engines.onDidChange(() => this.soon()),
      finder.onDidStart(() => this.soon()),
    );
  }

  async provideCodeLenses(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<vscode.CodeLens[]> {
    // Before somebody has opened a view nothing is known of the engine, and nothing is asked for a lens.
    const running = this.engines.sessions.filter(({ live }) => live.inventory.containers.size > 0);
    if (running.length === 0) return [];
    const places = await this.finder.services(document.uri, token);
    return places.flatMap(({ name, range }) =>
      running.flatMap((session) => {
        const containers = containersOfService(session.live, document.uri.fsPath, name);
        return containers.slice(0, 3).flatMap((container) => lenses(session, container, toRange(range)));
      }),
    );
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

/** The containers that Compose made of a service in this file, as their labels say. */
function containersOfService({ inventory }: LiveInventory, file: string, service: string): Container[] {
  return [...inventory.containers.values()]
    .filter(
      ({ composeService, composeFiles = [], composeFolder = "" }) =>
        composeService === service && composeFiles.some((each) => path.resolve(composeFolder, each) === file),
    )
    .sort(byName);
}

function lenses({ key, live }: EngineSession, container: Container, range: vscode.Range): vscode.CodeLens[] {
  const { l10n } = vscode;
  const state = stateText(container, l10n) || l10n.t("running");
  const mode = modeText(live.inventory, container, l10n);
  const name = key === "" ? container.name : l10n.t("{0} on {1}", container.name, sanitize(key));
  const title = [`${name}: ${state}`, mode, ...publishedTexts(container.published)].join(", ");
  // As a line of the tree has it: the same ID may stand for nothing on another engine.
  const target = { container: { id: container.id }, engine: key };
  const lens = (text: string, command: string): vscode.CodeLens =>
    // Titles make icons of `$(name)`; what containers say must not.
    new vscode.CodeLens(range, { title: text.replaceAll("$(", "$ ("), command, arguments: [target] });
  return [
    lens(title, "hostside.revealContainer"),
    ...(isUp(container) ? [lens(l10n.t("Compare ip addr"), "hostside.compareWithHost")] : []),
    lens(l10n.t("Logs"), "hostside.showLogs"),
  ];
}

function toRange({ start, end }: ServicePlace["range"]): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
