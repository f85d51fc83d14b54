import { afterEach, expect, it, vi } from "vitest";
import { EngineSet } from "../../src/docker/inventory/engineSet";
import { ContainerMonitor } from "../../src/monitor/containerMonitor";
import { ContainerProbes } from "../../src/monitor/containerProbes";
import { EngineDouble } from "../monitor/engineDouble";

/** The lines that VS Code was told to draw anew. */
const drawn = vi.hoisted((): { lines: string[] } => ({ lines: [] }));
vi.mock("vscode", async () => {
  const { vscodeDouble } = await import("./vscodeDouble");
  return {
    ...vscodeDouble,
    EventEmitter: class extends vscodeDouble.EventEmitter {
      override fire(handle?: { readonly description: string }): void {
        drawn.lines.push(handle?.description ?? "all");
      }
    },
    MarkdownString: class {
      appendText = (): this => this;
      appendMarkdown = (): this => this;
    },
  };
});
const { ContainersTree } = await import("../../src/views/trees/containersTree");

const disposables: { dispose(): void }[] = [];
afterEach(() => disposables.splice(0).forEach((each) => each.dispose()));

it("draws a line anew when pointing at it finds what it does not show, and leaves it alone otherwise", async () => {
  const double = new EngineDouble([
    { name: "web", publishes: ["80/tcp"], listens: ["tcp 0.0.0.0:80"], startedAt: Date.now() - 60_000 },
  ]);
  const engines = new EngineSet({
    connect: () => Promise.resolve(double.engine),
    endpoint: () => Promise.resolve(undefined),
  });
  const table = { processes: () => Promise.resolve([]), sockets: () => Promise.resolve([]) };
  const probes = new ContainerProbes(double.machine, table, { debug: () => undefined });
  const monitor = new ContainerMonitor(engines, probes, { checksPorts: () => false });
  const current = { grouping: "flat", filter: "", stopped: false };
  const options = { current, onDidChange: () => ({ dispose: () => undefined }) };
  const tree = new ContainersTree(engines, monitor, options as never);
  disposables.push(tree, monitor, probes, { dispose: () => engines.stop() });
  await engines.ready();
  const [line] = tree.getChildren();
  if (line === undefined) throw new Error("there is no line");
  const item = Object.create(null) as never;
  drawn.lines.length = 0;
  await tree.resolveTreeItem(item, line, item);
  expect(drawn.lines).toEqual([]);
  const [web] = double.containers;
  if (web !== undefined) web.listens = [];
  vi.useFakeTimers({ now: Date.now(), toFake: ["performance"] });
  vi.advanceTimersByTime(10_000);
  await tree.resolveTreeItem(item, line, item).finally(() => vi.useRealTimers());
  expect(drawn.lines).toEqual([expect.stringContaining("nothing listens on 80/tcp")]);
});
