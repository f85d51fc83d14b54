import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { removeTutorial, startTutorial, startUnpublished } from "../../scripts/tutorial.mjs";

interface Inspected {
  readonly State: { readonly Running: boolean; readonly ExitCode: number };
  readonly HostConfig: { readonly NetworkMode: string };
}

describe("the tutorial on a real engine", () => {
  const socket = inject("dockerSocket");
  const inspect = (name: string): Promise<Inspected> => callEngineJson<Inspected>(socket, `/containers/${name}/json`);

  beforeAll(() => removeTutorial(socket));
  afterAll(() => removeTutorial(socket));

  test("without a published port the host cannot reach app1", async () => {
    await startUnpublished(socket);
    await expect(fetch("http://127.0.0.1:2000/")).rejects.toThrow();
    expect((await inspect("app1")).HostConfig.NetworkMode).toBe("bridge");
  });

  test("published, app1 answers on 2000; app2 answers on 80 by the host driver alone; app3 exits", async () => {
    await startTutorial(socket);
    await expect((await fetch("http://127.0.0.1:2000/")).text()).resolves.toContain("Welcome to nginx!");
    await expect((await fetch("http://127.0.0.1/")).text()).resolves.toContain("Welcome to nginx!");
    expect((await inspect("app2")).HostConfig.NetworkMode).toBe("host");
    expect((await inspect("app3")).State).toMatchObject({ Running: false, ExitCode: 1 });
    const log = await callEngine(socket, "/containers/app3/logs?stdout=1&stderr=1");
    expect(log).toContain("bind() to 0.0.0.0:80 failed (98: Address already in use)");
  });
});
