import * as path from "node:path";
import * as vscode from "vscode";
import type { Container } from "../../docker/inventory/container";
import { numberInService } from "../../insight/portEdit";
import { networkModeIn, publishedPortIn, type LinePart } from "../../insight/portInFile";
import type { LanguageServer } from "../../platform/languageClient";

/** What of a service is wanted: a port of the host that it publishes, one that it takes in any way, or its network mode. */
export type PartOfService = { readonly publishes: number } | { readonly port: number } | "network-mode";

/** A service in an editor. */
export interface OpenedService {
  readonly editor: vscode.TextEditor;
  /** What is selected: the wanted part, or the name of the service. */
  readonly selection: vscode.Range;
  /** Where the wanted part stands; undefined where it stands nowhere in this file. */
  readonly part?: vscode.Range;
}

/** Opens the Compose file that a container was created from, at its service or a part of it. Undefined where no file has it. */
export async function openService(
  languageServer: LanguageServer,
  container: Container,
  wanted?: PartOfService,
): Promise<OpenedService | undefined> {
  // A later file of the project may add to the service; the first that has it is where it begins.
  let first: { document: vscode.TextDocument; name: vscode.Range } | undefined;
  for await (const { document, key } of filesOfService(languageServer, container)) {
    first ??= { document, name: key };
    const part = wanted === undefined ? undefined : partOf(document, key.start.line, wanted);
    if (part === undefined) continue;
    const selection = new vscode.Range(part.line, part.start, part.line, part.end);
    return { editor: await vscode.window.showTextDocument(document, { selection }), selection, part: selection };
  }
  if (first === undefined) return undefined;
  const editor = await vscode.window.showTextDocument(first.document, { selection: first.name });
  return { editor, selection: first.name };
}

/** The files of a container's project that have its service, and its key in each. */
export async function* filesOfService(
  languageServer: LanguageServer,
  { composeFiles = [], composeFolder = "", composeService = "" }: Container,
): AsyncGenerator<{ readonly document: vscode.TextDocument; readonly key: vscode.Range }, void> {
  // In a window without a Compose file nobody has started it.
  await languageServer.start();
  for (const file of composeFiles) {
    const uri = vscode.Uri.file(path.resolve(composeFolder, file));
    const document = await open(uri);
    if (document === undefined) continue;
    const places = await languageServer.services(uri, new vscode.CancellationTokenSource().token);
    const place = places.find((each) => each.name === composeService);
    if (place === undefined) continue;
    const { start, end } = place.range;
    yield { document, key: new vscode.Range(start.line, start.character, end.line, end.character) };
  }
}

function partOf(document: vscode.TextDocument, from: number, wanted: PartOfService): LinePart | undefined {
  const lines = document.getText().split(/\r?\n/u);
  if (wanted === "network-mode") return networkModeIn(lines, from);
  if ("publishes" in wanted) return publishedPortIn(lines, from, wanted.publishes);
  return publishedPortIn(lines, from, wanted.port) ?? numberInService(lines, from, wanted.port);
}

async function open(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    // A label may name a device, which would be read without an end.
    const { type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return undefined;
  } catch {
    // Made elsewhere, or deleted since: the next file may be there.
    return undefined;
  }
  return vscode.workspace.openTextDocument(uri);
}
