import * as path from "node:path";
import * as vscode from "vscode";
import { registerCommands } from "./commands/register";
import { commands } from "./commands/table";
import { findEndpoint } from "./docker/endpoint";
import { createEngine } from "./docker/engine";
import { LiveInventory } from "./docker/liveInventory";
import { startLanguageServer } from "./languageClient";
import { thisMachine } from "./netns/machine";
import { concernsEngine, helperImage } from "./settings";
import { endpointSurroundings, liveNamespaces } from "./surroundings";
import { containersViewId, ContainersTree } from "./views/containersTree";
import type { ContainerNode } from "./views/containerNodes";
import { followEngineState } from "./views/engineState";
import { HelperConsent } from "./views/helperConsent";
import { NamespaceDocuments } from "./views/namespaceDocuments";
import { NamespaceFolding } from "./views/namespaceFolding";
import { NamespaceHovers } from "./views/namespaceHovers";
import { NamespaceLenses } from "./views/namespaceLenses";
import { NamespaceStatus } from "./views/namespaceStatus";

/** What `activate` returns, for tests in a real VS Code. Not an API for other extensions: it may change any day. */
export interface HostsideForTests {
  /** The engine's status and inventory, and word of their changes. */
  readonly live: LiveInventory;
  /** The open comparisons, and word of their being drawn. */
  readonly documents: NamespaceDocuments;
  /** The item of the status bar. */
  readonly namespaceStatus: NamespaceStatus;
  /** The tree's own provider: what it renders is what users see. */
  readonly containersTree: vscode.TreeDataProvider<ContainerNode>;
  /** Resolves to whether the language server started. */
  readonly languageServerStarted: Promise<boolean>;
  /** Milliseconds that `activate` took. */
  readonly activationMilliseconds: number;
}

/** Composes the parts. Nothing here asks the engine anything: that waits until the view is visible. */
export function activate(context: vscode.ExtensionContext): HostsideForTests {
  const start = performance.now();
  const own = <T extends { dispose(): unknown }>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };
  const log = own(vscode.window.createOutputChannel("Hostside", { log: true }));
  const containerLog = own(vscode.window.createOutputChannel(vscode.l10n.t("Hostside: Container Log"), "log"));
  const languageServer = own(startLanguageServer(context.asAbsolutePath(path.join("dist", "server.js")), log));
  const live = new LiveInventory({ connect: async () => createEngine(await findEndpoint(endpointSurroundings())) });
  own({ dispose: () => live.stop() });
  const machine = thisMachine(process.platform, process.getuid?.());
  const helperConsent = new HelperConsent(context.globalState, helperImage);
  const namespaces = liveNamespaces(live, machine, helperConsent);
  const documents = own(new NamespaceDocuments(namespaces, log));
  own(new NamespaceLenses(documents));
  own(new NamespaceHovers(documents));
  own(new NamespaceFolding());
  const namespaceStatus = own(new NamespaceStatus(documents, namespaces));
  const containersTree = own(new ContainersTree(live));
  const view = own(
    vscode.window.createTreeView(containersViewId, { treeDataProvider: containersTree, canSelectMany: true }),
  );
  own(followEngineState(live));
  own(registerCommands(commands, { live, documents, helperConsent, languageServer, log, containerLog }));

  const startWhenWanted = (): void => {
    if (view.visible && vscode.workspace.isTrusted) live.start();
  };
  own(view.onDidChangeVisibility(startWhenWanted));
  own(vscode.workspace.onDidGrantWorkspaceTrust(startWhenWanted));
  own(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (concernsEngine(event)) live.restart();
    }),
  );
  startWhenWanted();

  return {
    live,
    documents,
    namespaceStatus,
    containersTree,
    languageServerStarted: languageServer.started,
    activationMilliseconds: performance.now() - start,
  };
}
