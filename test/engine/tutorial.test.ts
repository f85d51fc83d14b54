import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { tutorialFolder } from "../../scripts/checkout.mjs";
import { findCompose } from "../../scripts/compose/binary.mjs";
import { composeEnvironment } from "../../scripts/compose/oracle.mjs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { removeTutorial, startTutorial, startUnpublished } from "../../scripts/tutorial.mjs";

interface Inspected {
  readonly State: { readonly Running: boolean; readonly ExitCode: number };
  readonly HostConfig: { readonly NetworkMode: string };
}

const compose = await findCompose("sid");
const missing = "unavailable" in compose ? compose.unavailable : undefined;

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

  test.skipIf(missing !== undefined)(
    `docker compose up -d plays the story: app3 is the one that exits${missing === undefined ? "" : `, skipped: ${missing}`}`,
    async () => {
      if ("unavailable" in compose) return;
      await removeTutorial(socket);
      const options = { cwd: tutorialFolder, env: { ...composeEnvironment, DOCKER_HOST: `unix://${socket}` } };
      const run = (...words: string[]) => promisify(execFile)(compose.path, words, options);
      try {
        await run("up", "-d", "--pull", "never");
        await callEngine(socket, "/containers/app3/wait", { method: "POST" });
        const exits = await Promise.all(["app1", "app2", "app3"].map(inspect));
        expect(exits.map(({ State }) => State)).toMatchObject([{ Running: true }, { Running: true }, { ExitCode: 1 }]);
      } finally {
        await run("down", "-t", "0");
      }
    },
  );
});
