import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainFileMethod, type ExplainFileResult } from "../../shared/protocol";
import { Client, pulling } from "./client";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hostside-explain-"));
  writeFileSync(join(folder, ".env"), "TAG=secret\n");
  writeFileSync(join(folder, "compose.yaml"), "services:\n  web:\n    image: x:$TAG\n    network_mode: $MODE\n");
  writeFileSync(join(folder, "values.yaml"), "a: 1\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

const expected = ["1. `compose.yaml`", "`TAG`: from `.env`", "`services.web.network_mode` (`compose.yaml` line 4)"];

describe("how a file is read, by the built programs", () => {
  const check = (...words: string[]) =>
    spawnSync(process.execPath, [new URL("../../dist/cli.js", import.meta.url).pathname, "check", ...words], {
      cwd: folder,
      encoding: "utf8",
    });

  it("is printed by `check --explain`, without values, with status 0", () => {
    const { status, stdout, stderr } = check("--explain", "compose.yaml");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const words of expected) expect(stdout).toContain(words);
    expect(stdout).not.toContain("secret");
  });

  it("exits 2 where the file cannot be read, and for what --explain does not take", () => {
    expect(check("--explain", "gone.yaml")).toMatchObject({
      status: 2,
      stderr: "gone.yaml: it cannot be explained: there is no such file or folder.\n",
    });
    for (const words of [["other.yaml"], ["--format", "json"], ["--fix"]]) {
      expect(check("--explain", "compose.yaml", ...words).status).toBe(2);
    }
  });

  it("is answered by the server for open and closed files, null where there is none", async () => {
    const client = await Client.start(pulling, folder);
    const ask = (name: string) =>
      client.connection.sendRequest<ExplainFileResult | null>(explainFileMethod, {
        uri: pathToFileURL(join(folder, name)).href,
      });
    const closed = await ask("compose.yaml");
    for (const words of expected) expect(closed?.text).toContain(words);
    expect(closed?.text).not.toContain("secret");
    await client.open(pathToFileURL(join(folder, "compose.yaml")).href, "services:\n  web: { image: $NEW }\n");
    expect((await ask("compose.yaml"))?.text).toContain("`NEW`: not set");
    expect((await ask("values.yaml"))?.text).toContain("It is no Compose file");
    expect(await ask("gone.yaml")).toBeNull();
    await client.stop();
  });
});
