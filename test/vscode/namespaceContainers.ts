import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import type { ShownComparison } from "../../client/src/views/namespaces/namespaceDocuments";
import { eventually, hostside } from "./window";

const prefix = "hostside-view-";

/** Containers and networks of one test file, removed at its end whatever happened. */
export class NamespaceContainers {
  private readonly containers: string[] = [];
  private readonly networks: string[] = [];

  constructor(private readonly socket: string) {}

  /** Starts one and resolves once the extension knows it. */
  async run(
    name: string,
    image: string,
    hostConfig: object = {},
    command: string[] = ["sleep", "900"],
  ): Promise<string> {
    const path = `/containers/create?name=${prefix}${name}`;
    const { Id } = await callEngineJson<{ Id: string }>(this.socket, path, {
      method: "POST",
      json: {
        Image: image,
        ...(command.length === 0 ? {} : { Cmd: command }),
        HostConfig: { Init: false, ...hostConfig },
      },
    });
    this.containers.push(Id);
    await this.post(name, "start");
    const { live } = await hostside();
    await eventually(
      (listener) => live.onDidChange(listener),
      () => (live.inventory.containers.get(Id)?.state === "running" ? true : undefined),
    );
    return Id;
  }

  async network(name: string, config: object[], more: object = {}): Promise<void> {
    const json = { Name: prefix + name, IPAM: { Config: config }, ...more };
    await callEngine(this.socket, "/networks/create", { method: "POST", json });
    this.networks.push(prefix + name);
  }

  async connect(network: string, name: string): Promise<void> {
    const json = { Container: prefix + name };
    await callEngine(this.socket, `/networks/${prefix}${network}/connect`, { method: "POST", json });
  }

  async post(name: string, action: string): Promise<void> {
    await callEngine(this.socket, `/containers/${prefix}${name}/${action}`, { method: "POST" });
  }

  /** Runs a program in one that goes to the background by itself. */
  async exec(name: string, command: string[]): Promise<void> {
    const path = `/containers/${prefix}${name}/exec`;
    const { Id } = await callEngineJson<{ Id: string }>(this.socket, path, { method: "POST", json: { Cmd: command } });
    await callEngine(this.socket, `/exec/${Id}/start`, { method: "POST", json: { Detach: true } });
    const ended = async (): Promise<boolean> =>
      !(await callEngineJson<{ Running: boolean }>(this.socket, `/exec/${Id}/json`)).Running;
    while (!(await ended())) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  async remove(name: string): Promise<void> {
    await callEngine(this.socket, `/containers/${prefix}${name}?force=1`, { method: "DELETE" });
  }

  /** The full name of one. */
  named(name: string): string {
    return prefix + name;
  }

  async end(): Promise<void> {
    for (const id of this.containers) {
      // Some have been removed by their tests already.
      await callEngine(this.socket, `/containers/${id}?force=1`, { method: "DELETE" }).catch(() => undefined);
    }
    for (const name of this.networks) await callEngine(this.socket, `/networks/${name}`, { method: "DELETE" });
  }
}

/** The texts of both sides of each part of a comparison. */
export async function textsOf({ pairs }: ShownComparison): Promise<[string, string][]> {
  return Promise.all(
    pairs.map(async ({ left, right }): Promise<[string, string]> => [await textOf(left), await textOf(right)]),
  );
}

/**
 * The text that both sides of a comparison hold. It may be read anew just then, one document after the other, so that
 * sides which differ get a moment to become equal. Throws with both where they do not.
 */
export async function equalTextOf({ pairs }: ShownComparison): Promise<string> {
  const [pair] = pairs;
  assert.ok(pair, "there is nothing to compare");
  const sides = await Promise.all([pair.left, pair.right].map((uri) => vscode.workspace.openTextDocument(uri)));
  const texts = (): string[] => sides.map((side) => side.getText());
  for (let waits = 0; waits < 20 && texts()[0] !== texts()[1]; waits++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const [left = "", right] = texts();
  assert.equal(left, right);
  return left;
}

export async function textOf(uri: vscode.Uri): Promise<string> {
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

/** Resolves with the document's text once `accepts` is true of it. */
export function eventuallyText(uri: vscode.Uri, accepts: (text: string) => boolean): Promise<string> {
  return eventually(
    (listener) => vscode.workspace.onDidChangeTextDocument(listener),
    () => {
      const text = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString())?.getText();
      return text !== undefined && accepts(text) ? text : undefined;
    },
  );
}

/** The first visible line, once the editor has come to rest: a scroll and a redraw take several frames. */
export async function settledTop(editor: () => vscode.TextEditor): Promise<number> {
  const look = (): number => editor().visibleRanges[0]?.start.line ?? 0;
  let top = look();
  for (let same = 0; same < 10; same++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const now = look();
    if (now === top) continue;
    top = now;
    same = 0;
  }
  return top;
}

/** The titles of the code lenses of a document. */
export async function lensesOf(uri: vscode.Uri): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri, 20);
  return lenses.map(({ command }) => command?.title ?? "");
}

/** What the hover over this word says, at its `nth` place in the document, from 0. */
export async function hoverOf(uri: vscode.Uri, word: string, nth = 0): Promise<string> {
  const document = await vscode.workspace.openTextDocument(uri);
  let at = -1;
  for (let left = nth; left >= 0; left--) at = document.getText().indexOf(word, at + 1);
  if (at === -1) throw new Error(`${word} is not in ${document.getText()}`);
  const position = document.positionAt(at + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, position);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ""))
    .join("\n")
    .replaceAll("&nbsp;", " ")
    .replaceAll("\\", "");
}
