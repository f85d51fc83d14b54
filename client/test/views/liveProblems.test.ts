import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { EngineSession, EngineSet } from "../../src/docker/inventory/engineSet";
import { emptyInventory } from "../../src/docker/inventory/inventory";
import { foreignMachine } from "../../src/netns/read/machine";
import type { OpenComposeFile, OpenComposeFiles } from "../../src/views/editor/openComposeFiles";

const never = (): { dispose(): void } => ({ dispose: () => undefined });
vi.mock("vscode", async () => {
  const { vscodeDouble } = await import("./vscodeDouble");
  return {
    ...vscodeDouble,
    languages: { createDiagnosticCollection: () => ({ set: never, delete: never, dispose: never }) },
    workspace: {
      ...{ isTrusted: true, onDidGrantWorkspaceTrust: never, onDidSaveTextDocument: never },
      ...{ onDidChangeConfiguration: never, getConfiguration: () => ({ get: () => shows }) },
    },
    window: {
      ...{ onDidChangeWindowState: never, onDidStartTerminalShellExecution: never },
      ...{ onDidEndTerminalShellExecution: never, onDidCloseTerminal: never },
    },
  };
});
const { LiveProblems } = await import("../../src/views/editor/liveProblems");

/** The setting `hostside.compose.liveProblems`. */
let shows = true;
let open: OpenComposeFile[];
let engineChanged: () => void;
let filesChanged: () => void;
/** How often somebody asked for the ports of the host, which takes long where there are many containers. */
let portsAsked: number;
let problems: InstanceType<typeof LiveProblems>;

beforeEach(() => {
  vi.useFakeTimers();
  open = [];
  shows = true;
  portsAsked = 0;
  const status = { kind: "ready", facts: { desktop: false, rootless: false } };
  const session = { key: "", live: { status, inventory: emptyInventory } } as unknown as EngineSession;
  const engines = {
    sessions: [session],
    onDidChange: (listener: () => void) => ((engineChanged = listener), never()),
  } as unknown as EngineSet;
  const files = {
    get all() {
      return open;
    },
    onDidChange: (listener: () => void) => ((filesChanged = listener), never()),
  } as unknown as OpenComposeFiles;
  const knownPorts = (): undefined => void (portsAsked += 1);
  problems = new LiveProblems({
    ...{ files, engines, machine: foreignMachine, connect: () => undefined },
    problems: { problemsOf: () => [], onDidChange: never, watch: never },
    hostPorts: { knownPorts, follow: never, readAgain: () => undefined },
  });
});
afterEach(() => {
  problems.dispose();
  vi.useRealTimers();
});

it("finds out nothing of an engine that changes all the time while no Compose file is open", () => {
  for (let round = 0; round < 20; round += 1) {
    engineChanged();
    vi.advanceTimersByTime(100);
  }
  expect(portsAsked).toBe(0);
  const path = "/project/compose.yaml";
  const uri = { fsPath: path, toString: () => `file://${path}` } as unknown as OpenComposeFile["uri"];
  open = [{ uri, places: { projects: [], services: [], networks: [] } }];
  filesChanged();
  vi.advanceTimersByTime(100);
  expect(portsAsked).toBe(1);
});

it("finds out nothing where the user has switched that off", () => {
  shows = false;
  const path = "/project/compose.yaml";
  const uri = { fsPath: path, toString: () => `file://${path}` } as unknown as OpenComposeFile["uri"];
  open = [{ uri, places: { projects: [], services: [], networks: [] } }];
  filesChanged();
  vi.advanceTimersByTime(100);
  expect(portsAsked).toBe(0);
});
