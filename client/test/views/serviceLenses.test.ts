import type * as vscode from "vscode";
import type { ServicePlace } from "../../../shared/protocol";
import type { ServicePlaces } from "../../../shared/projectPlaces";
import { expect, it, vi } from "vitest";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import type { Problem } from "../../src/insight/problems";
import type { EngineSet } from "../../src/docker/inventory/engineSet";
import { idOf, listed } from "../docker/fakeEngine";

const never = (): { dispose(): void } => ({ dispose: () => undefined });
vi.mock("vscode", async () => {
  const { vscodeDouble } = await import("./vscodeDouble");
  return {
    ...vscodeDouble,
    workspace: { onDidChangeConfiguration: never, getConfiguration: () => ({ get: () => undefined }) },
    languages: { registerCodeLensProvider: never },
    Range: class {
      readonly start = 0;
    },
    CodeLens: class {
      constructor(
        readonly range: unknown,
        readonly command: { title: string },
      ) {}
    },
  };
});
const { ServiceLenses } = await import("../../src/views/editor/serviceLenses");

/** The lenses of a file of the folder /project with the service `web`, which is part of these projects. */
async function lensesOf(
  file: string,
  projectFiles: readonly string[],
  bases: readonly ServicePlaces[] = [],
  known: Partial<ServicePlace> = {},
  problems: readonly Problem[] = [],
  more: object = {},
): Promise<readonly (string | undefined)[]> {
  const labels = {
    "com.docker.compose.project": "shop",
    "com.docker.compose.service": "web",
    "com.docker.compose.project.config_files": "/project/compose.yaml",
    "com.docker.compose.project.working_dir": "/project",
  };
  const inventory = inventoryFrom([listed(idOf(1), "shop-web-1", { Labels: labels, ...more })]);
  const session = { key: "", live: { inventory } };
  const engines = { sessions: [session], onDidChange: never } as unknown as EngineSet;
  const position = { line: 0, character: 0 };
  const services = [{ name: bases.length === 0 ? "web" : "http", range: { start: position, end: position }, ...known }];
  const uri = { fsPath: `/project/${file}`, toString: () => `file:///project/${file}` } as unknown as vscode.Uri;
  const lenses = new ServiceLenses(
    engines,
    { services: () => Promise.resolve(services), onDidStart: never },
    { problemsOf: () => problems, onDidChange: never },
    {
      all: [{ uri, places: { projects: [{ files: projectFiles, parts: [] }], services: bases, networks: [] } }],
      onDidChange: never,
    },
  );
  const found = await lenses.provideCodeLenses({ uri } as vscode.TextDocument, {} as vscode.CancellationToken);
  return found.map(({ command }) => command?.title);
}

it("stand above a service of the file that its container was made from", async () => {
  expect((await lensesOf("compose.yaml", []))[0]).toMatch(/^shop-web-1: running/u);
});

it("stand above a service of a file that the container's file includes", async () => {
  expect((await lensesOf("web.yaml", ["/project/compose.yaml"]))[0]).toMatch(/^shop-web-1: running/u);
});

it("stand above a service that the container's service takes over from another file", async () => {
  const position = { line: 0, character: 0 };
  const range = { start: position, end: position };
  const web = { name: "web", range, isBase: true, ports: [], listens: [], starts: false } as const;
  expect((await lensesOf("base.yaml", ["/project/compose.yaml"], [web]))[0]).toMatch(/^shop-web-1: running/u);
});

it("say what the files make of a service of which nothing runs, and where it could move", async () => {
  const known = { summary: "host mode, listens on 80", move: "own" } as const;
  expect(await lensesOf("web.yaml", ["/elsewhere/compose.yaml"], [], known)).toEqual([
    "host mode, listens on 80",
    "Move to its own network",
  ]);
});

it("say in its place what runs of it", async () => {
  const known = { summary: "default network", move: "host" } as const;
  const [running, ...others] = await lensesOf("compose.yaml", [], [], known);
  expect(running).toMatch(/^shop-web-1: running/u);
  expect(others).toEqual(["Compare ip addr", "Logs", "Move to the host network"]);
});

it("lead to from where a port can be reached that is published in vain", async () => {
  const of = async (problem: Problem): Promise<readonly (string | undefined)[]> =>
    (await lensesOf("compose.yaml", [], [], {}, [problem])).slice(1);
  const question = "From where can I reach it?";
  expect(await of({ kind: "nothing-listens", port: 80, protocol: "tcp" })).toEqual([
    "Compare ip addr",
    question,
    "Logs",
  ]);
  expect(await of({ kind: "unresolved-name", name: "db", networks: ["back"] })).not.toContain(question);
});

it("say addresses without the project's name, and no more ports than fit on a line", async () => {
  const ports = [80, 81, 82, 83, 84].map((port) => ({ PrivatePort: port, PublicPort: port + 8000, Type: "tcp" }));
  const networks = { shop_default: { IPAddress: "172.18.0.2" }, shop_back: { IPAddress: "172.19.0.2" } };
  const [running] = await lensesOf("compose.yaml", [], [], {}, [], {
    HostConfig: { NetworkMode: "shop_default" },
    Ports: ports,
    NetworkSettings: { Networks: networks },
  });
  expect(running).toBe("shop-web-1: running, 172.18.0.2, back 172.19.0.2, 8080->80, 8081->81, 8082->82 and 2 more");
});

it("do not stand in a file of another project", async () => {
  expect(await lensesOf("web.yaml", ["/elsewhere/compose.yaml"])).toEqual([]);
});
