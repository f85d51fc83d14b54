import type * as vscode from "vscode";
import type { EngineSet } from "../../docker/inventory/engineSet";
import type { EngineUse } from "../../docker/inventory/engineUse";
import type { LiveInventory } from "../../docker/inventory/liveInventory";
import type { ContainerMonitor } from "../../monitor/containerMonitor";
import type { Logger } from "../../platform/logger";
import type { LanguageServer } from "../../platform/languageClient";
import type { HelperConsent } from "../../views/namespaces/helperConsent";
import type { ContainerLogs } from "../../views/editor/containerLogs";
import type { ContainersTree } from "../../views/trees/containersTree";
import type { HostPortsTree } from "../../views/trees/hostPortsTree";
import type { AnswerDocuments } from "../../views/editor/answerDocuments";
import type { Machine } from "../../netns/read/machine";
import type { ProcessTable } from "../../netns/read/socketOwners";
import type { ExplanationDocuments } from "../../views/editor/explanationDocuments";
import type { InspectionDocuments } from "../../views/editor/inspectionDocuments";
import type { NamespaceDocuments } from "../../views/namespaces/namespaceDocuments";
import type { NetworksTree } from "../../views/trees/networksTree";
import type { RowHandle } from "../../views/trees/rowTree";
import type { ViewOptions } from "../../views/trees/viewOptions";
import type { Walkthroughs } from "../../views/walk/walkthroughs";

/** What commands work with; handed in by extension.ts. */
export interface CommandContext {
  /** The usual engine. */
  readonly live: LiveInventory;
  /** That one and those beside it. */
  readonly engines: EngineSet;
  /** What keeps them connected while a command runs. */
  readonly engineUse: EngineUse;
  /** What is wrong with their containers. */
  readonly monitor: ContainerMonitor;
  readonly documents: NamespaceDocuments;
  readonly helperConsent: HelperConsent;
  readonly languageServer: LanguageServer;
  readonly log: Logger;
  /** Where the log is shown. */
  readonly logChannel: Pick<vscode.LogOutputChannel, "show">;
  readonly inspections: InspectionDocuments;
  readonly explanations: ExplanationDocuments;
  readonly answers: AnswerDocuments;
  /** The machine that this runs on, and its processes. */
  readonly machine: Machine;
  readonly table: ProcessTable;
  /** Who we are: the ID, the version and the folder. */
  readonly extension: Pick<vscode.Extension<unknown>, "id" | "packageJSON" | "extensionUri">;
  /** Where containers' logs are shown. */
  readonly containerLogs: ContainerLogs;
  readonly viewOptions: ViewOptions;
  /** How far the user has come in each, and where they are played. */
  readonly walkthroughs: Walkthroughs;
  readonly trees: {
    readonly containers: ContainersTree;
    readonly networks: NetworksTree;
    readonly hostPorts: HostPortsTree;
  };
  /** The view of containers. */
  readonly view: vscode.TreeView<RowHandle>;
  readonly hostPortsView: vscode.TreeView<RowHandle>;
}

/** A command: one row of the table. `run` may throw; the registration turns it into a message. */
export interface Command {
  readonly id: `hostside.${string}`;
  /** The key of its title in package.nls.json. */
  readonly titleKey: string;
  /** As in package.json: engines are reached in trusted workspaces only. */
  readonly enablement?: string;
  readonly run: (
    context: CommandContext,
    /** What VS Code hands over: a row of a tree, an address, a place in a file, or nothing from the palette. */
    target: unknown,
    signal: AbortSignal,
    /** All rows of the tree that are selected, where the command comes from there. */
    selected?: unknown,
  ) => Promise<unknown>;
}

/** The enablement of everything that talks to an engine. */
export const trusted = "isWorkspaceTrusted";
