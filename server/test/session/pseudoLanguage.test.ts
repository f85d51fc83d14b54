import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import {
  type CodeAction,
  type CompletionList,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InlayHint,
  type MarkupContent,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  explainFileMethod,
  type ExplainFileResult,
  type Renamed,
  renameMethod,
  type RenamePlace,
  renamePlaceMethod,
} from "../../../shared/protocol";
import { rules } from "../../src/rules/table";
import { serve } from "../../src/server";
import { readFixture } from "../annotatedFixture";
import { MemoryFiles } from "../projectFiles";
import { pseudoLanguage, untranslated } from "../../../test/pseudoLanguage";

const checkout = path.join(import.meta.dirname, "..", "..", "..");
const bundle = JSON.parse(readFileSync(path.join(checkout, "l10n/bundle.l10n.json"), "utf8")) as Record<string, string>;
const fixtures = path.join(import.meta.dirname, "..", "fixtures");

describe("a sentence in the pseudo language", () => {
  it.each([
    ["⟦Remove ⟨web⟩⟧", []],
    ['⟦Compose refuses it: "⟨services must be a mapping⟩". ⟨⟦Write `a`.⟧⟩⟧', []],
    ["Remove web", ["Remove web"]],
    ["⟦Remove ⟨the ports⟩⟧", ["the ports"]],
    ["⟦a ⟨⟦b ⟨no port⟩⟧⟩⟧ and more", ["no port", " and more"]],
  ])("%s", (sentence, expected) => {
    expect(untranslated(sentence, (value) => value === "web")).toEqual(expected);
  });
});

describe("a server in an editor of another language", () => {
  let client: ProtocolConnection;
  let files = new MemoryFiles({});
  let settings: unknown[] = [];
  beforeAll(async () => {
    const [toServer, toClient] = [new PassThrough(), new PassThrough()];
    const connection = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
    serve(connection, {
      files: { read: (each) => files.read(each), look: (each) => files.look(each), list: (each) => files.list(each) },
      environment: () => undefined,
      runtime: "Vitest",
      rules,
      translations: () => pseudoLanguage(bundle),
      after: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
      },
    });
    client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    client.onRequest("workspace/configuration", () => settings);
    client.onRequest("client/registerCapability", () => null);
    client.onRequest("workspace/diagnostic/refresh", () => null);
    client.onRequest("workspace/inlayHint/refresh", () => null);
    client.listen();
    await client.sendRequest("initialize", {
      processId: null,
      rootUri: null,
      locale: "de",
      workspaceFolders: [{ uri: "file:///p", name: "p" }],
      capabilities: {
        workspace: { configuration: true, workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
        textDocument: { diagnostic: {}, codeAction: { disabledSupport: true } },
      },
    });
    await client.sendNotification("initialized", {});
  });
  afterAll(() => client.end());

  const names = readdirSync(fixtures, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".yaml"));
  it.each(names)("says nothing in English of %s", async (name) => {
    const fixture = readFixture(path.join(fixtures, name));
    files = new MemoryFiles(fixture.files);
    const file = Object.keys(fixture.files).find((each) => /\.ya?ml$/u.test(each)) ?? "";
    const [engine, stack] = [/^# engine: (\S+)$/mu, /^# deployed with: (\S+)$/mu].map(
      (each) => each.exec(fixture.text)?.[1],
    );
    settings = [{ "published-past-firewall": "hint" }, { engine: engine ?? "auto", deployedWith: stack ?? "auto" }];
    await client.sendNotification("workspace/didChangeConfiguration", { settings: {} });
    const said = await everythingSaid(client, file, fixture.files[file] ?? "");
    await client.sendNotification("textDocument/didClose", { textDocument: { uri: pathToFileURL(file).href } });
    // The annotations of a fixture are sentences of ours.
    const written = new Set(wordsOf(fixture.text.replace(/^#(?!- ).*$/gmu, "")));
    const known = (value: string): boolean => isWritten(value, written);
    expect(said.flatMap((sentence) => untranslated(sentence, known).map((part) => ({ part, sentence })))).toEqual([]);
    expect(said.length).toBeGreaterThan(0);
  });
});

/** Whether each word of a value is of the fixture, or of Docker. */
function isWritten(value: string, text: ReadonlySet<string>): boolean {
  return wordsOf(value).every((word) => dockersWords.has(word) || text.has(word));
}

function wordsOf(text: string): string[] {
  return text.match(/\p{L}+/gu) ?? [];
}

const dockersWords: ReadonlySet<string> = new Set(
  [
    "tcp udp default localhost host.docker.internal STACK NET_RAW",
    "p compose yaml",
    ...rules.map(({ id }) => id),
  ].flatMap(wordsOf),
);

/** What the server says of one document: findings, fixes, hovers, hints, offers, refusals to rename, how it is read. */
async function everythingSaid(client: ProtocolConnection, file: string, text: string): Promise<string[]> {
  const textDocument = { uri: pathToFileURL(file).href };
  await client.sendNotification("textDocument/didOpen", {
    textDocument: { ...textDocument, languageId: "yaml", version: 1, text },
  });
  const said: (string | undefined)[] = [];
  const lines = text.split("\n");
  const report = await client.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", { textDocument });
  const diagnostics: Diagnostic[] = report.kind === "full" ? report.items : [];
  for (const { message, relatedInformation = [] } of diagnostics) {
    said.push(
      typeof message === "string" ? message : message.value,
      ...relatedInformation.map((place) => place.message),
    );
  }
  const range = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
  const actionsIn = (within: typeof range, only: string[]): Promise<CodeAction[]> =>
    client.sendRequest("textDocument/codeAction", { textDocument, range: within, context: { diagnostics: [], only } });
  const actions = await actionsIn(range, ["quickfix", "source.fixAll.hostside"]);
  for (const hint of await client.sendRequest<InlayHint[]>("textDocument/inlayHint", { textDocument, range })) {
    said.push(...(typeof hint.label === "string" ? [hint.label] : hint.label.map(({ value }) => value)));
    said.push((hint.tooltip as MarkupContent | undefined)?.value);
  }
  for (const [line, words] of lines.entries()) {
    if (words.trimStart().startsWith("#")) continue;
    for (const { index: character } of words.matchAll(/[\p{L}\d_$]+/gu)) {
      const at = { textDocument, position: { line, character } };
      const hover = await client.sendRequest<Hover | null>("textDocument/hover", at);
      said.push((hover?.contents as MarkupContent | undefined)?.value);
      const offers = await client.sendRequest<CompletionList | null>("textDocument/completion", at);
      for (const { detail, documentation } of offers?.items.slice(0, 20) ?? []) {
        said.push(detail, (documentation as MarkupContent | undefined)?.value);
      }
      const place = await client.sendRequest<RenamePlace | null>(renamePlaceMethod, at);
      said.push(place === null ? undefined : "refused" in place ? place.refused : place.kind);
      for (const newName of place === null || "refused" in place ? [] : ["no name!", "web"]) {
        const renamed = await client.sendRequest<Renamed<unknown> | null>(renameMethod, { ...at, newName });
        if (renamed !== null && "refused" in renamed) said.push(renamed.refused);
      }
    }
    const start = { line, character: words.search(/\S/u) };
    if (start.character >= 0) actions.push(...(await actionsIn({ start, end: start }, ["refactor"])));
  }
  for (const { title, disabled } of actions) said.push(title, disabled?.reason);
  const explained = await client.sendRequest<ExplainFileResult | null>(explainFileMethod, textDocument);
  said.push(...(explained?.text.split("\n") ?? []));
  return [...new Set(said.filter((each): each is string => each !== undefined && each !== ""))];
}
