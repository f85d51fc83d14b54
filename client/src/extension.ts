import * as path from "node:path";
import * as vscode from "vscode";
import { registerCommands } from "./commands/register";
import { commands } from "./commands/table";
import { connectEngines } from "./connectEngines";
import { EngineUse } from "./docker/inventory/engineUse";
import type { LiveInventory } from "./docker/inventory/liveInventory";
import { whenComposeIsOpen } from "./platform/composeDocuments";
import { installedCompose } from "./platform/installedCompose";
import { connectLanguageServer } from "./platform/languageClient";
import { loggerTo } from "./platform/logger";
import { thisMachine } from "./netns/read/machine";
import { thisProcessTable } from "./netns/read/socketOwners";
import {
  checksPorts,
  checksWorkspace,
  concernsHostPorts,
  concernsPortChecks,
  concernsWorkspaceCheck,
  helperImage,
  hidesEditor,
  tutorialImage,
  tutorialPorts,
} from "./platform/settings";
import { registerLanguageModelTools } from "./languageModel/languageModelTools";
import { liveNamespaces } from "./liveNamespaces";
import { AnswerDocuments } from "./views/editor/answerDocuments";
import { ContainerLogs } from "./views/editor/containerLogs";
import { containersViewId, ContainersTree } from "./views/trees/containersTree";
import { followComposeVersion } from "./views/editor/composeVersionFollower";
import { followEngineFacts } from "./views/editor/engineFactsFollower";
import { followLiveHost } from "./views/editor/liveHostFollower";
import { showEngineAddress } from "./views/trees/engineAddress";
import { followEngineState } from "./views/trees/engineState";
import { FoldMemory } from "./views/trees/foldMemory";
import { HostPortsTree, hostPortsViewId } from "./views/trees/hostPortsTree";
import { HelperConsent } from "./views/namespaces/helperConsent";
import { HoverHint } from "./views/namespaces/hoverHint";
import { ExplanationDocuments } from "./views/editor/explanationDocuments";
import { InspectionDocuments } from "./views/editor/inspectionDocuments";
import { ContainerMonitor } from "./monitor/containerMonitor";
import { ContainerProbes } from "./monitor/containerProbes";
import { NamespaceDocuments } from "./views/namespaces/namespaceDocuments";
import { NamespaceFolding } from "./views/namespaces/namespaceFolding";
import { NamespaceHovers } from "./views/namespaces/namespaceHovers";
import { NamespaceLenses } from "./views/namespaces/namespaceLenses";
import { NamespaceStatus } from "./views/namespaces/namespaceStatus";
import { NetworksTree, networksViewId } from "./views/trees/networksTree";
import type { RowHandle, RowTree } from "./views/trees/rowTree";
import { ExplainActions } from "./views/editor/explainActions";
import { LiveFixes } from "./views/editor/liveFixes";
import { LiveProblems } from "./views/editor/liveProblems";
import { OpenComposeFiles } from "./views/editor/openComposeFiles";
import { ServiceLenses } from "./views/editor/serviceLenses";
import { followRemedies } from "./views/remedyKeys";
import { watchShown } from "./views/watchShown";
import { ViewOptions } from "./views/trees/viewOptions";
import { openBesideTutorial } from "./views/walk/besideTutorial";
import { Walkthroughs } from "./views/walk/walkthroughs";
import { walkUser } from "./walk/user";
import { showViewOptions } from "./views/trees/viewOptionsText";

/** What `activate` returns, for tests in a real VS Code. Not an API for other extensions: it may change any day. */
export interface HostsideForTests {
  /** The usual engine's status and inventory, and word of their changes. */
  readonly live: LiveInventory;
  /** The open comparisons, and word of their being drawn. */
  readonly documents: NamespaceDocuments;
  /** The item of the status bar. */
  readonly namespaceStatus: NamespaceStatus;
  /** The trees' own providers: what they render is what users see. */
  readonly containersTree: ContainersTree;
  readonly networksTree: NetworksTree;
  readonly hostPortsTree: HostPortsTree;
  /** How far the user has come in each walkthrough. */
  readonly walkthroughs: Walkthroughs;
  /** Starts the language server, unless a Compose file did; resolves to whether it started. */
  readonly languageServerStarted: Promise<boolean>;
  /** Milliseconds that `activate` took. */
  readonly activationMilliseconds: number;
}

/** Composes the parts. Nothing here asks the engine anything: that waits until a view is visible or a Compose file open. */
export function activate(context: vscode.ExtensionContext): HostsideForTests {
  const start = performance.now();
  const disposable = <T extends { dispose(): unknown }>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };
  const logChannel = disposable(vscode.window.createOutputChannel("Hostside", { log: true }));
  const log = loggerTo(logChannel);
  const containerLogs = disposable(new ContainerLogs());
  const languageServer = disposable(
    connectLanguageServer(context.asAbsolutePath(path.join("dist", "server.js")), logChannel, log, vscode.extensions),
  );
  const connected = disposable(connectEngines(log));
  const { engines } = connected;
  const { live } = engines.primary;
  const machine = thisMachine(process.platform, process.getuid?.());
  const helperConsent = new HelperConsent(context.globalState, helperImage);
  const namespaces = liveNamespaces(engines, machine, helperConsent, log);
  const documents = disposable(new NamespaceDocuments(namespaces, log));
  disposable(new NamespaceLenses(documents, new HoverHint(context.globalState)));
  disposable(new NamespaceHovers(documents));
  disposable(new NamespaceFolding());
  const inspections = disposable(new InspectionDocuments());
  const explanations = disposable(new ExplanationDocuments());
  const answers = disposable(new AnswerDocuments());
  const viewOptions = disposable(new ViewOptions(context.globalState));
  const probes = disposable(new ContainerProbes(machine, thisProcessTable, log));
  // What it knows is there before a tree that draws it hears of a change.
  const monitor = disposable(new ContainerMonitor(engines, probes, { checksPorts }));
  const failedContainers = {
    failed: () =>
      engines.sessions
        .flatMap((session) => [...session.live.inventory.containers.values()])
        .filter((container) => probes.hasFailed(container)).length,
    onDidChange: (listener: () => void) => monitor.onDidChange(listener),
  };
  const namespaceStatus = disposable(new NamespaceStatus(documents, namespaces, failedContainers));
  const containersTree = disposable(new ContainersTree(engines, monitor, viewOptions));
  const networksTree = disposable(new NetworksTree(engines, viewOptions));
  const editor = {
    process: { pid: process.pid, parent: process.ppid, program: process.execPath },
    isHidden: hidesEditor,
  };
  const hostPortsTree = disposable(
    new HostPortsTree(engines, machine, thisProcessTable, log, editor, monitor, viewOptions),
  );
  disposable(
    vscode.workspace.onDidChangeConfiguration((event) => concernsHostPorts(event) && hostPortsTree.drawAgain()),
  );
  const trees = { containers: containersTree, networks: networksTree, hostPorts: hostPortsTree };

  const show = (id: string, tree: RowTree): vscode.TreeView<RowHandle> => {
    const view = disposable(
      vscode.window.createTreeView(id, { treeDataProvider: tree, showCollapseAll: true, canSelectMany: true }),
    );
    disposable(tree.followFolding(view, new FoldMemory(context.workspaceState, `hostside.folds.${id}`)));
    return view;
  };
  const view = show(containersViewId, containersTree);
  const views = [view, show(networksViewId, networksTree)];
  const hostPortsView = show(hostPortsViewId, hostPortsTree);
  disposable(followEngineState(engines));
  disposable(showEngineAddress([...views, hostPortsView], engines));
  disposable(showViewOptions([...views, hostPortsView], viewOptions));
  disposable(followEngineFacts(live, languageServer));
  disposable(followComposeVersion(() => installedCompose(log), vscode.workspace, languageServer));
  disposable(whenComposeIsOpen(vscode.workspace, () => void languageServer.start()));
  const startForWorkspace = (): void => {
    if (checksWorkspace() && vscode.workspace.workspaceFolders !== undefined) void languageServer.start();
  };
  disposable(
    vscode.workspace.onDidChangeConfiguration((event) => concernsWorkspaceCheck(event) && startForWorkspace()),
  );
  disposable(vscode.workspace.onDidChangeWorkspaceFolders(startForWorkspace));
  startForWorkspace();
  const composeFiles = disposable(new OpenComposeFiles(languageServer, log));
  disposable(followLiveHost(engines.primary, hostPortsTree.readings, composeFiles, languageServer));
  disposable(new ServiceLenses(engines, languageServer, monitor, composeFiles));
  disposable(new ExplainActions());
  const sources = { engines, problems: monitor, hostPorts: hostPortsTree.readings, machine };
  const liveProblems = disposable(
    new LiveProblems({ ...sources, files: composeFiles, connect: () => connected.start() }),
  );
  disposable(new LiveFixes(liveProblems));
  disposable(vscode.workspace.onDidChangeConfiguration((event) => concernsPortChecks(event) && monitor.lookAgain()));
  disposable(
    followRemedies(engines, monitor, (key, value) => void vscode.commands.executeCommand("setContext", key, value)),
  );
  disposable(watchShown(monitor, [...views, hostPortsView]));
  const walkthroughs = disposable(
    new Walkthroughs({
      ...{ live, machine, table: thisProcessTable, memory: context.globalState, user: walkUser() },
      ...{ image: tutorialImage, ports: tutorialPorts },
    }),
  );
  const isShown = (): boolean =>
    [...views, hostPortsView].some(({ visible }) => visible) ||
    composeFiles.all.length > 0 ||
    documents.areOpen ||
    walkthroughs.arePlayed;
  const engineUse = disposable(new EngineUse(engines, isShown));
  disposable(composeFiles.onDidChange(() => engineUse.look()));
  disposable(vscode.workspace.onDidCloseTextDocument(() => engineUse.look()));
  for (const each of [...views, hostPortsView]) disposable(each.onDidChangeVisibility(() => engineUse.look()));
  disposable(
    registerCommands(commands, {
      ...{
        live,
        engines,
        engineUse,
        monitor,
        documents,
        helperConsent,
        inspections,
        explanations,
        answers,
        machine,
        table: thisProcessTable,
        extension: context.extension,
        languageServer,
        log,
        logChannel,
        containerLogs,
        viewOptions,
        walkthroughs,
        trees,
        view,
        hostPortsView,
      },
    }),
  );
  const program = context.asAbsolutePath(path.join("dist", "cli.js"));
  const asked = { engines, engineUse, helperConsent, machine, table: thisProcessTable };
  disposable(registerLanguageModelTools({ ...asked, program, log }));

  const startWhenWanted = (): void => {
    if ([...views, hostPortsView].some(({ visible }) => visible)) connected.start();
  };
  for (const each of [...views, hostPortsView]) disposable(each.onDidChangeVisibility(startWhenWanted));
  disposable(view.onDidChangeVisibility(({ visible }) => (visible ? undefined : containersTree.leave())));
  disposable(hostPortsView.onDidChangeVisibility(({ visible }) => hostPortsTree.show(visible)));
  disposable(vscode.workspace.onDidGrantWorkspaceTrust(startWhenWanted));
  startWhenWanted();
  void openBesideTutorial(context.extensionUri, context.globalState);
  if (hostPortsView.visible) hostPortsTree.show(true);

  return {
    ...{ live, documents, namespaceStatus, containersTree, networksTree, hostPortsTree, walkthroughs },
    get languageServerStarted() {
      return languageServer.start();
    },
    activationMilliseconds: performance.now() - start,
  };
}
