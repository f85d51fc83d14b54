import { existsSync, watch } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EndpointWatch } from "../../src/docker/endpointWatch";

let folder: string;
let changes: number;
let watching: EndpointWatch;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hostside-watch-"));
  changes = 0;
  watching = new EndpointWatch(
    {
      exists: (file) => Promise.resolve(existsSync(file)),
      watchFolder: (watched, changed) => watch(watched, (_, name) => changed(name ?? undefined)),
    },
    () => (changes += 1),
  );
});
afterEach(async () => {
  watching.dispose();
  await rm(folder, { recursive: true });
});

const changed = async (times: number): Promise<void> => vi.waitFor(() => expect(changes).toBe(times), 10_000);

describe("following the files that name an engine", () => {
  it("hears of a file that is replaced, as Docker's command line does it", async () => {
    const file = path.join(folder, "config.json");
    await writeFile(file, "{}");
    await watching.follow([file]);
    await writeFile(path.join(folder, "config.json.new"), '{"currentContext":"lab"}');
    await rename(path.join(folder, "config.json.new"), file);
    await changed(1);
  });

  it("hears of a socket in folders that do not exist yet", async () => {
    await watching.follow([path.join(folder, "run", "user", "docker.sock")]);
    await mkdir(path.join(folder, "run", "user"), { recursive: true });
    await changed(1);
    await writeFile(path.join(folder, "run", "user", "docker.sock"), "");
    await changed(2);
    await rm(path.join(folder, "run", "user", "docker.sock"));
    await changed(3);
  });

  it("hears of a socket whose folder was removed and made again, as when a user logs out and in", async () => {
    const user = path.join(folder, "user");
    const socket = path.join(user, "docker.sock");
    await mkdir(user);
    await writeFile(socket, "");
    await watching.follow([socket]);
    await rm(user, { recursive: true });
    await vi.waitFor(() => expect(changes).toBeGreaterThan(0), 10_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const before = changes;
    await mkdir(user);
    await vi.waitFor(() => expect(changes).toBeGreaterThan(before), 10_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const made = changes;
    await writeFile(socket, "");
    await vi.waitFor(() => expect(changes).toBeGreaterThan(made), 10_000);
  });

  it("keeps quiet about other files beside them, and after its end", async () => {
    const file = path.join(folder, "docker.sock");
    await watching.follow([file]);
    await writeFile(path.join(folder, "other"), "");
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(changes).toBe(0);
    watching.dispose();
    await writeFile(file, "");
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(changes).toBe(0);
  });
});
