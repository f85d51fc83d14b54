import { chmodSync, mkdtempSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { run } from "../../scripts/child.mjs";
import { callEngineJson } from "../../scripts/engine/http.mjs";
import { bundled } from "./bundled";
import type { WalkAsUserAnswer } from "./walkAsUser";

const socket = inject("dockerSocket");
const folder = mkdtempSync(path.join(tmpdir(), "hostside-walk-user-"));
const program = path.join(folder, "walkAsUser.cjs");

beforeAll(async () => {
  chmodSync(folder, 0o755);
  await bundled("walkAsUser.ts", program);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the engine has, by kind. */
async function listed(): Promise<Record<string, unknown>> {
  const idsAt = async (at: string): Promise<string[]> =>
    (await callEngineJson<{ Id: string }[]>(socket, at)).map(({ Id }) => Id).sort();
  const { Volumes } = await callEngineJson<{ Volumes: { Name: string }[] | null }>(socket, "/volumes");
  return {
    containers: await idsAt("/containers/json?all=1"),
    networks: await idsAt("/networks"),
    images: await idsAt("/images/json?all=1"),
    volumes: (Volumes ?? []).map(({ Name }) => Name).sort(),
  };
}

test("a user who is not root and in the docker group plays the walk, and is told what only root sees", async () => {
  const { gid, mode } = statSync(socket);
  // A socket that root and its group may use, which is "docker" as a rule, and nobody else.
  expect((mode & 0o777).toString(8)).toBe("660");
  const before = await listed();
  const identity = ["--reuid=65534", "--regid=65534", `--groups=${gid}`, "--no-new-privs", "--bounding-set=-all"];
  const { output } = await run("setpriv", [...identity, process.execPath, program, socket, "80", "2000"]);
  const { userId, completed, outcomes } = JSON.parse(output) as WalkAsUserAnswer;
  expect(userId).toBe(65_534);
  expect(outcomes).toMatchObject({
    "own-namespace/run": { kind: "runs" },
    "own-namespace/try-host": { kind: "found", found: "nothing" },
    "host-driver/run": { kind: "runs" },
    "second-one/run": { kind: "ended", exitCode: 1 },
    "second-one/why": { kind: "said", isKnown: true },
    "clean-up/clean-up": 3,
  });
  expect(completed).toEqual(["own-namespace", "publish", "host-driver", "second-one", "when-to-use", "clean-up"]);
  const [ports] = outcomes["when-to-use/many-ports"] as string[];
  expect(ports).toMatch(/cannot be counted from here: only root on that machine sees them\.$/u);
  expect(await listed()).toEqual(before);
});
