import { expect, it, vi } from "vitest";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import type { Problem } from "../../src/insight/problems";
import type { FindingSubject } from "../../../shared/protocol";
import { projectPlacesMethod } from "../../../shared/projectPlaces";
import { idOf, listed } from "../docker/fakeEngine";
import { recordingLogger } from "../recordingLogger";
import { vscodeDouble } from "../views/vscodeDouble";

const file = [
  "services:",
  "  web:",
  "    command: httpd -f -p 127.0.0.1:8080",
  "    ports: [8080:8080]",
  "    environment:",
  "      DB: db:5432",
  "      CACHE: cache:6379",
  "  other:",
  "    environment:",
  "      DB: db:5432",
];

/** What the language server answers, in whatever language. */
const server: { actions: readonly unknown[] } = { actions: [] };

class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}
class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(from: Position | number, to: Position | number, line = 0, character = 0) {
    this.start = from instanceof Position ? from : new Position(from, to as number);
    this.end = to instanceof Position ? to : new Position(line, character);
  }
  contains({ start, end }: Range): boolean {
    return this.start.line <= start.line && end.line <= this.end.line;
  }
}

vi.mock("vscode", () => ({
  ...vscodeDouble,
  Position,
  Range,
  FileType: { File: 1 },
  LogLevel: { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 },
  CancellationTokenSource: class {
    token = { isCancellationRequested: false };
  },
  Uri: { file: (fsPath: string) => ({ fsPath, toString: () => `file://${fsPath}` }) },
  window: { activeTextEditor: undefined, onDidChangeActiveTextEditor: () => ({ dispose: () => undefined }) },
  workspace: {
    fs: { stat: () => Promise.resolve({ type: 1 }) },
    openTextDocument: (uri: unknown) =>
      Promise.resolve({
        uri,
        getText: () => file.join("\n"),
        lineAt: (line: number) => ({ range: new Range(line, 0, line, file[line]?.length ?? 0) }),
      }),
  },
}));
vi.mock("vscode-languageclient/node", () => ({
  CodeActionKind: { QuickFix: "quickfix" },
  CodeActionRequest: { type: "textDocument/codeAction" },
  State: { Stopped: 1, Running: 2, Starting: 3 },
  TransportKind: { ipc: 1 },
  LanguageClient: class {
    onDidChangeState = () => ({ dispose: () => undefined });
    start = () => Promise.resolve();
    sendNotification = () => Promise.resolve();
    sendRequest = (method: unknown) =>
      Promise.resolve(
        method === projectPlacesMethod
          ? { projects: [], networks: [], services: [{ name: "web", range: lines(1), ports: [], listens: [] }] }
          : server.actions,
      );
    code2ProtocolConverter = { asRange: (range: unknown) => range };
    protocol2CodeConverter = {
      asRange: ({ start, end }: Range) => new Range(start.line, start.character, end.line, end.character),
      asWorkspaceEdit: (edit: unknown) => Promise.resolve(edit),
    };
  },
}));
const { connectLanguageServer } = await import("../../src/platform/languageClient");
const { findingBehind } = await import("../../src/commands/target/serviceFinding");

function lines(line: number) {
  return { start: { line, character: 0 }, end: { line, character: 5 } };
}

/** The first quick fix for a finding, as the language server sends it. */
function fix(code: string, line: number, message: string, data?: FindingSubject) {
  const diagnostic = { code, message, range: lines(line), ...(data === undefined ? {} : { data }) };
  return { title: "...", isPreferred: true, diagnostics: [diagnostic], edit: `on line ${line}` };
}

async function lineFixedFor(problem: Problem): Promise<unknown> {
  const channel = { logLevel: 3, onDidChangeLogLevel: () => ({ dispose: () => undefined }) };
  const extensions = { getExtension: () => undefined, onDidChange: () => ({ dispose: () => undefined }) };
  const client = connectLanguageServer("server.js", channel as never, recordingLogger().log, extensions);
  const [container] = inventoryFrom([
    listed(idOf(1), "p-web-1", {
      Labels: {
        "com.docker.compose.project": "p",
        "com.docker.compose.service": "web",
        "com.docker.compose.project.config_files": "/p/compose.yaml",
        "com.docker.compose.project.working_dir": "/p",
      },
    }),
  ]).containers.values();
  if (container === undefined) throw new Error("not listed");
  return (await findingBehind(client, container, problem))?.edit;
}

const unresolved = { kind: "unresolved-name", name: "cache", networks: ["back"] } as const;
const loopbackOnly = { kind: "loopback-only", port: 8080, protocol: "tcp", address: "127.0.0.1" } as const;

/** As the language server says it in a window in German. */
const german = [
  fix(
    "unresolvable-name",
    5,
    "web und db haben kein gemeinsames Netzwerk: der Name db wird nicht aufgelöst in web. db in ein Netzwerk von web aufnehmen.",
    { name: "db" },
  ),
  fix(
    "unresolvable-name",
    6,
    "web und cache haben kein gemeinsames Netzwerk: der Name cache wird nicht aufgelöst in web. cache in ein Netzwerk von web aufnehmen.",
    { name: "cache" },
  ),
  fix("published-past-firewall", 3, "Wer den Host erreicht, erreicht auch diesen Port von web."),
  fix(
    "listens-on-loopback",
    2,
    "web lauscht auf 127.0.0.1 seines Containers (`-p 127.0.0.1:8080`), sodass niemand außerhalb des Containers Port 8080 erreicht.",
    { port: 8080 },
  ),
];

it("finds what a problem comes from where the findings are in German", async () => {
  server.actions = german;
  expect(await lineFixedFor(unresolved)).toBe("on line 6");
  expect(await lineFixedFor({ ...unresolved, name: "db" })).toBe("on line 5");
  expect(await lineFixedFor(loopbackOnly)).toBe("on line 2");
});

it("finds nothing that is about another name or port, or stands in another service", async () => {
  server.actions = [...german, fix("unresolvable-name", 9, "", { name: "queue" })];
  expect(await lineFixedFor({ ...unresolved, name: "cach" })).toBeUndefined();
  expect(await lineFixedFor({ ...unresolved, name: "queue" })).toBeUndefined();
  expect(await lineFixedFor({ ...loopbackOnly, port: 808 })).toBeUndefined();
});
