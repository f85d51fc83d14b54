import { expect, it, vi } from "vitest";
import { EngineError, type EngineFault } from "../../src/docker/fault";
import { EngineSet } from "../../src/docker/inventory/engineSet";
import { createEngine } from "../../src/docker/api/engine";
import { startFakeEngine } from "../docker/fakeEngine";

vi.mock("vscode", () => ({ l10n: { t: (text: string, value: string) => text.replace("{0}", value) } }));
const { showEngineAddress } = await import("../../src/views/trees/engineAddress");

it("names the address of an engine that cannot be shown beside the titles of the views, until it is shown", async () => {
  const fake = await startFakeEngine();
  const views: { description?: string }[] = [{}, {}];
  let fault: EngineFault | undefined = { kind: "not-running", detail: "gone", endpoint: "unix:///run/docker.sock" };
  const engines = new EngineSet({
    connect: () =>
      fault === undefined ? Promise.resolve(createEngine(fake.endpoint)) : Promise.reject(new EngineError(fault)),
    endpoint: () => Promise.resolve(undefined),
  });
  showEngineAddress(views, engines);
  try {
    await engines.ready().catch(() => undefined);
    expect(views.map(({ description }) => description)).toEqual(
      Array(2).fill("unix:///run/docker.sock does not answer"),
    );
    fault = { kind: "permission", detail: "EACCES", endpoint: "unix:///run/docker.sock" };
    await engines.primary.live.refresh().catch(() => undefined);
    await engines.ready().catch(() => undefined);
    await vi.waitFor(() => expect(views[0]?.description).toBe("unix:///run/docker.sock"), 10_000);
    fault = undefined;
    await engines.primary.live.refresh().catch(() => undefined);
    await vi.waitFor(() => expect(views.map(({ description }) => description)).toEqual(["", ""]), 10_000);
  } finally {
    engines.stop();
    await fake.close();
  }
});
