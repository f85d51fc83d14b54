import { mkdirSync } from "node:fs";
import { mkdir, mkdtemp, readlink, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EndpointWatch } from "../../src/docker/endpoint/endpointWatch";
import { thisDisk, type WatchedDisk } from "../../src/docker/endpoint/watchedDisk";

let folder: string;
let changes: number;
let said: string[];
let watching: EndpointWatch;
/** What a test does to this machine's disk and watches. */
let disk: WatchedDisk;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hostside-watch-"));
  changes = 0;
  said = [];
  disk = { ...thisDisk };
  watching = new EndpointWatch(
    { entryAt: (file) => disk.entryAt(file), watchFolder: (...watched) => disk.watchFolder(...watched) },
    () => (changes += 1),
    { warn: (message) => said.push(message) },
  );
});
afterEach(async () => {
  vi.useRealTimers();
  watching.dispose();
  await rm(folder, { recursive: true });
});

/**
 * Resolves when all that has happened below the folder so far was told and counted: the system tells of one thing after
 * the other. Takes timers that are not the clock's.
 */
async function settled(): Promise<void> {
  markers += 1;
  const marker = `marker${markers}`;
  const heard = new Promise<void>((resolve) => {
    const own = thisDisk.watchFolder(
      folder,
      (name) => {
        if (name !== marker) return;
        own.close();
        resolve();
      },
      () => undefined,
    );
  });
  await writeFile(path.join(folder, marker), "");
  await heard;
  vi.advanceTimersByTime(1_000);
}
let markers = 0;

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
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const user = path.join(folder, "user");
    const socket = path.join(user, "docker.sock");
    await mkdir(user);
    await writeFile(socket, "");
    await watching.follow([socket]);
    await rm(user, { recursive: true });
    await vi.waitFor(() => expect(changes).toBeGreaterThan(0), 10_000);
    await settled();
    const before = changes;
    await mkdir(user);
    await vi.waitFor(() => expect(changes).toBeGreaterThan(before), 10_000);
    await settled();
    const made = changes;
    await writeFile(socket, "");
    await vi.waitFor(() => expect(changes).toBeGreaterThan(made), 10_000);
  });

  it("keeps quiet about other files beside them, and after its end", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const file = path.join(folder, "docker.sock");
    await watching.follow([file]);
    await writeFile(path.join(folder, "other"), "");
    await settled();
    expect(changes).toBe(0);
    watching.dispose();
    await writeFile(file, "");
    await settled();
    expect(changes).toBe(0);
  });

  it("hears of a file in a folder that is made between the look at the disk and the watch on it", async () => {
    const file = path.join(folder, "run", "user", "docker.sock");
    disk.watchFolder = (watched, ...rest) => {
      // The look has found nothing below this folder; from the watch on nothing is missed.
      if (watched === folder) mkdirSync(path.dirname(file), { recursive: true });
      return thisDisk.watchFolder(watched, ...rest);
    };
    await watching.follow([file]);
    await writeFile(file, "");
    await changed(1);
  });

  it("hears of a file in a folder that was removed between the look and the watch, and is made later", async () => {
    const run = path.join(folder, "run");
    await mkdir(run);
    const made = vi.fn();
    disk.watchFolder = (watched, ...rest) => {
      if (watched === run && made.mock.calls.length === 0) {
        made();
        throw Object.assign(new Error("gone"), { code: "ENOENT" });
      }
      return thisDisk.watchFolder(watched, ...rest);
    };
    disk.entryAt = async (file) => (file === run && made.mock.calls.length === 1 ? undefined : thisDisk.entryAt(file));
    await watching.follow([path.join(run, "docker.sock")]);
    await rm(run, { recursive: true });
    await changed(1);
    expect(said).toEqual([]);
  });

  it("hears of a file where another folder was put in the place of its own", async () => {
    const run = path.join(folder, "run", "user");
    await mkdir(run, { recursive: true });
    await watching.follow([path.join(run, "docker.sock"), path.join(folder, "config.json")]);
    // The watch goes with the folder, wherever that is; what is watched above it tells.
    await rename(path.join(folder, "run"), path.join(folder, "away"));
    await mkdir(run, { recursive: true });
    await vi.waitFor(() => expect(changes).toBeGreaterThan(0), 10_000);
    const before = changes;
    await writeFile(path.join(run, "docker.sock"), "");
    await vi.waitFor(() => expect(changes).toBeGreaterThan(before), 10_000);
  });

  it("asks for everything at once, and for each folder once", async () => {
    let open = 0;
    let most = 0;
    const asked: string[] = [];
    disk.entryAt = async (file) => {
      asked.push(file);
      most = Math.max(most, (open += 1));
      await new Promise((resolve) => setTimeout(resolve, 1));
      open -= 1;
      return thisDisk.entryAt(file);
    };
    const paths = Array.from({ length: 34 }, (_, at) => path.join(folder, `away${at}`, "docker.sock"));
    await watching.follow(paths);
    expect(most).toBe(paths.length);
    // One look before the watch, one after it.
    expect(asked).toHaveLength(2 * new Set(asked).size);
  });
});

describe("following links", () => {
  let real: string;
  beforeEach(async () => {
    real = path.join(folder, "dotfiles");
    await mkdir(real);
    await writeFile(path.join(real, "config.json"), "{}");
  });

  it("hears of the file that a link leads to", async () => {
    const link = path.join(folder, "config.json");
    await symlink(path.join("dotfiles", "config.json"), link);
    await watching.follow([link]);
    await writeFile(path.join(real, "config.json"), '{"currentContext":"lab"}');
    await vi.waitFor(() => expect(changes).toBeGreaterThan(0), 10_000);
  });

  it("hears of a link that leads elsewhere, and of what is there", async () => {
    const other = path.join(folder, "other");
    await mkdir(other);
    const link = path.join(folder, "docker");
    await symlink(real, link);
    await watching.follow([path.join(link, "config.json")]);
    await symlink(other, path.join(folder, "docker.new"));
    await rename(path.join(folder, "docker.new"), link);
    await changed(1);
    expect(await readlink(link)).toBe(other);
    await writeFile(path.join(other, "config.json"), "{}");
    await vi.waitFor(() => expect(changes).toBeGreaterThan(1), 10_000);
  });

  it("waits for what a link leads to, and ends at links that lead in a circle", async () => {
    const link = path.join(folder, "docker.sock");
    await symlink(path.join(folder, "user", "..", "user", "docker.sock"), link);
    await symlink("circle", path.join(folder, "circle"));
    await watching.follow([link, path.join(folder, "circle")]);
    await mkdir(path.join(folder, "user"));
    await changed(1);
    await writeFile(path.join(folder, "user", "docker.sock"), "");
    await changed(2);
  });
});

describe("a watch that the system refuses", () => {
  const refuse = (code: string): void => {
    disk.watchFolder = () => {
      throw Object.assign(new Error(code), { code });
    };
  };

  it.each(["ENOSPC", "EMFILE", "EACCES"])("is said once and tried again: %s", async (code) => {
    const file = path.join(folder, "config.json");
    refuse(code);
    await watching.follow([file]);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`${folder} cannot be watched (${code}`);
    disk = { ...thisDisk };
    // It is looked at again in any case: what changed while nobody watched is seen.
    await changed(1);
    await writeFile(file, "{}");
    await changed(2);
    expect(said).toHaveLength(1);
  });

  it("is begun anew where it ends by itself", async () => {
    const file = path.join(folder, "config.json");
    let end: ((error: unknown) => void) | undefined;
    disk.watchFolder = (watched, changed, ended) => {
      end = ended;
      return thisDisk.watchFolder(watched, changed, ended);
    };
    await watching.follow([file]);
    end?.(Object.assign(new Error("EPERM"), { code: "EPERM" }));
    await changed(1);
    await writeFile(file, "{}");
    await changed(2);
  });

  it("is tried less and less often, and not for ever", async () => {
    vi.useFakeTimers();
    try {
      refuse("ENOSPC");
      disk.entryAt = (file) =>
        Promise.resolve(file === folder || folder.startsWith(file) ? { kind: "folder", identity: file } : undefined);
      await watching.follow([path.join(folder, "config.json")]);
      await vi.advanceTimersByTimeAsync(10 * 60_000);
      expect(changes).toBe(9);
      await vi.advanceTimersByTimeAsync(24 * 60 * 60_000);
      expect(changes).toBe(18);
      expect(said).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });
});
