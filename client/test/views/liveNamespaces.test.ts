import { expect, it, vi } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { EngineSet } from "../../src/docker/inventory/engineSet";
import { foreignMachine } from "../../src/netns/read/machine";
import { silentLogger } from "../../src/platform/logger";
import { idOf, listed, startFakeEngine } from "../docker/fakeEngine";

vi.mock("vscode", () => ({ l10n: { t: (text: string) => text } }));
const { liveNamespaces } = await import("../../src/liveNamespaces");

it("has what the engine lists once it answers, also for who asked before", async () => {
  const fake = await startFakeEngine();
  fake.containers = [listed(idOf(1), "one")];
  const engines = new EngineSet({
    connect: () => Promise.resolve(createEngine(fake.endpoint)),
    endpoint: () => Promise.resolve(fake.endpoint),
  });
  try {
    const source = liveNamespaces(engines, foreignMachine, { imageFor: () => undefined } as never, silentLogger).of("");
    expect([source?.known, source?.inventory.containers.size]).toEqual([false, 0]);
    // A document that VS Code has restored waits here until the engine has answered.
    await source?.prober(false);
    expect([source?.known, source?.inventory.containers.size]).toEqual([true, 1]);
  } finally {
    engines.stop();
    await fake.close();
  }
});
