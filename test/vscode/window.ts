import * as path from "node:path";
import { pathToFileURL } from "node:url";
import * as vscode from "vscode";
import type * as Tutorial from "../../scripts/tutorial.mjs";
import type { HostsideForTests } from "../../client/src/extension";
import type { RowHandle } from "../../client/src/views/trees/rowTree";
import * as waiting from "../eventually";
import { timeLeft } from "./timeLeft";

/** The extension under test, active. */
export async function hostside(): Promise<HostsideForTests> {
  return extension().activate();
}

/** The extension under test. */
export function extension(): vscode.Extension<HostsideForTests> {
  const found = vscode.extensions.getExtension<HostsideForTests>("hostside.hostside");
  if (found === undefined) throw new Error("The extension is not in this window.");
  return found;
}

/** The folder of the extension, which is the checkout. */
export function extensionFolder(): string {
  return extension().extensionPath;
}

/** The tutorial's steps on the engine of this test run. */
export async function tutorial(): Promise<typeof Tutorial> {
  const script = pathToFileURL(path.join(extension().extensionPath, "scripts", "tutorial.mjs")).href;
  return (await import(script)) as typeof Tutorial;
}

/** A script of scripts/engine, with its own idea of where it lies. */
export async function engineScript<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(path.join(extension().extensionPath, "scripts", "engine", name)).href)) as T;
}

/** The socket of the engine of this test run. */
export function engineSocket(): string {
  const socket = process.env.HOSTSIDE_TEST_SOCKET;
  if (socket === undefined) throw new Error("HOSTSIDE_TEST_SOCKET is not set: start this through `npm test`.");
  return socket;
}

/** A file of the open workspace, a copy of the tutorial that tests may change. */
export function workspaceFile(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("The window has no workspace.");
  return vscode.Uri.joinPath(folder.uri, name);
}

/**
 * Resolves with what `look` finds, once it finds something, looking again after each `event`. Rejects a second before
 * Mocha gives up on the test, with what `seen` tells then.
 */
export function eventually<T>(
  event: (listener: () => void) => { dispose(): void },
  look: () => T | undefined,
  seen: () => unknown = shownNow,
): Promise<T> {
  return waiting.eventually(event, look, { within: timeLeft(), seen });
}

/** What the extension holds and shows: the engine's state, its containers and networks, the lines of the tree. */
function shownNow(): unknown {
  const { isActive, exports } = extension();
  if (!isActive) return "The extension is not active.";
  const { live, containersTree, hostPortsTree } = exports;
  const { status, inventory } = live;
  const lines = (nodes: readonly RowHandle[]): string[] =>
    nodes.map(({ label, description }) => `${label}  ${description}`);
  const belowGroups = (node: RowHandle): string[] =>
    node.contextValue.startsWith("group.") ? lines(containersTree.getChildren(node)) : [];
  const roots = containersTree.getChildren();
  return {
    engine: status.kind === "fault" ? status.fault : status.kind,
    containers: [...inventory.containers.values()].map(({ name, state, mode }) => `${name} ${state} ${mode.kind}`),
    tree: lines(roots),
    belowGroups: roots.flatMap(belowGroups),
    hostPorts: lines(hostPortsTree.getChildren()),
  };
}

/** Resolves with the tree's row of this container once `accepts` is true of its description. */
export async function row(name: string, accepts: (description: string) => boolean): Promise<RowHandle> {
  const { live, containersTree } = await hostside();
  return eventually(
    (listener) =>
      vscode.Disposable.from(
        live.onDidChange(listener),
        containersTree.onDidChangeTreeData(() => listener()),
      ),
    () => {
      const children = containersTree.getChildren();
      const below = children.flatMap((child) =>
        child.contextValue.startsWith("group.") ? containersTree.getChildren(child) : [child],
      );
      return below.find((node) => node.label === name && accepts(node.description));
    },
  );
}

/** Resolves with Hostside's findings of a file once `accepts` is true of them. */
export function findings(
  uri: vscode.Uri,
  accepts: (found: readonly vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  return eventually(
    (listener) => vscode.languages.onDidChangeDiagnostics(listener),
    () => {
      const found = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "hostside");
      return accepts(found) ? found : undefined;
    },
    () => vscode.languages.getDiagnostics(uri).map((one) => `${one.source ?? ""} ${ruleOf(one)}: ${one.message}`),
  );
}

/** The id of the rule of a finding. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}
