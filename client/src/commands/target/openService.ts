import * as path from "node:path";
import * as vscode from "vscode";
import type { Container } from "../../docker/inventory/container";
import { partOfService, type WantedPart } from "../../insight/partOfService";
import type { LanguageServer } from "../../platform/languageClient";
import { toRange } from "../../views/editor/liveProblems";
import type { PlaceRange } from "../../../../shared/protocol";
import type { ServicePlaces } from "../../../../shared/projectPlaces";

/** So many files that a file includes and extends are looked at. */
const mostParts = 50;

/** A service in an editor. */
export interface OpenedService {
  readonly editor: vscode.TextEditor;
  /** What is selected: the wanted part, or the name of the service. */
  readonly selection: vscode.Range;
  /** The item or the value of the wanted part; undefined where no file has it. */
  readonly item?: vscode.Range;
  /** The number of the wanted port in it; undefined where it is not written as one. */
  readonly number?: vscode.Range;
  /** Where the number stands in a file of variables. */
  readonly setIn?: vscode.Location;
}

/**
 * Opens the Compose file that a container was created from, at its service, or the one in which the wanted part of it
 * stands, be it extended or included. Undefined where no file has the service.
 */
export async function openService(
  languageServer: LanguageServer,
  container: Container,
  wanted?: WantedPart,
): Promise<OpenedService | undefined> {
  // A later file of the project may add to the service; the first that has it is where it begins.
  let first: { document: vscode.TextDocument; name: vscode.Range } | undefined;
  for await (const { document, key, places } of filesOfService(languageServer, container)) {
    first ??= { document, name: toRange(key) };
    if (wanted === undefined) break;
    const part = partOfService(document.getText().split(/\r?\n/u), key, places, wanted);
    if (part === undefined) continue;
    const item = toRange(part.item);
    const number = part.number && toRange(part.number);
    const selection = number ?? item;
    const editor = await vscode.window.showTextDocument(document, { selection });
    const setIn = part.setIn && new vscode.Location(vscode.Uri.file(part.setIn.path), toRange(part.setIn.range));
    const written = { ...(number === undefined ? {} : { number }), ...(setIn === undefined ? {} : { setIn }) };
    return { editor, selection, item, ...written };
  }
  if (first === undefined) return undefined;
  const editor = await vscode.window.showTextDocument(first.document, { selection: first.name });
  return { editor, selection: first.name };
}

/** A file that has a service: its own key, or that of the one that it takes over; what the language server knows of it. */
interface FileOfService {
  readonly document: vscode.TextDocument;
  readonly key: PlaceRange;
  readonly places?: ServicePlaces;
}

/** The files of a container's project that have its service: those that it was started with, then those that these name. */
export async function* filesOfService(
  languageServer: LanguageServer,
  { composeFiles = [], composeFolder = "", composeService = "" }: Container,
): AsyncGenerator<FileOfService, void> {
  // In a window without a Compose file nobody has started it.
  await languageServer.start();
  const { token } = new vscode.CancellationTokenSource();
  // A file adds those that it names while they are looked at.
  const files = new Set(composeFiles.map((file) => vscode.Uri.file(path.resolve(composeFolder, file)).fsPath));
  for (const file of files) {
    const document = await open(vscode.Uri.file(file));
    if (document === undefined) continue;
    const known = await languageServer.projectPlaces(document.uri, token);
    const parts = (known?.projects ?? []).flatMap((project) => project.parts);
    for (const part of parts.slice(0, mostParts)) files.add(vscode.Uri.file(part).fsPath);
    const all = known?.services ?? (await languageServer.services(document.uri, token));
    const service = all.find((each) => each.name === composeService);
    if (service === undefined) continue;
    yield { document, key: service.range, ...("ports" in service ? { places: service as ServicePlaces } : {}) };
  }
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
