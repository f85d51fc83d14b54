import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { thisMachine } from "../../src/netns/read/machine";

// Only Linux has /proc.
describe.skipIf(process.platform !== "linux")("a file as a process sees it", () => {
  const machine = thisMachine("linux", 1000);
  const folder = mkdtempSync(path.join(tmpdir(), "hostside-machine-"));
  const seen = (name: string): Promise<string | undefined> =>
    machine.read(`/proc/${process.pid}/root${path.join(folder, name)}`);

  beforeAll(() => {
    writeFileSync(path.join(folder, "plain"), "1500\n");
    writeFileSync(path.join(folder, "large"), "x".repeat(1024 * 1024));
    execFileSync("mkfifo", [path.join(folder, "pipe")]);
    symlinkSync("/dev/zero", path.join(folder, "endless"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is read, and undefined where there is none", async () => {
    expect(await seen("plain")).toBe("1500\n");
    expect(await seen("absent")).toBeUndefined();
    expect(await machine.read(`/proc/${process.pid}/net/dev`)).toContain("lo:");
  });

  it("does not hold the editor up, be it a pipe that nobody writes to, endless or large", async () => {
    expect(await seen("pipe")).toBe("");
    expect((await seen("endless"))?.length).toBeLessThanOrEqual(64 * 1024);
    expect((await seen("large"))?.length).toBe(64 * 1024);
  });
});
