import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { bundleOptions } from "../../scripts/bundles.mjs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { freePort } from "./freePort";

/** The four tools that ask an engine, by the protocol's own client, on a real engine. */
const socket = inject("dockerSocket");
const folder = mkdtempSync(path.join(tmpdir(), "hostside-mcp-"));
const program = path.join(folder, "mcp.js");
const prefix = "hostside-mcp-";
const created: string[] = [];
const client = new Client({ name: "test", version: "1" });
let port = 0;

async function ask(name: string, given: Record<string, unknown>): Promise<unknown> {
  const answer = await client.callTool({ name, arguments: given });
  return answer.isError === true ? answer.content : answer.structuredContent;
}

async function create(name: string, mode: string, command: readonly string[], publishes = false): Promise<string> {
  const published = { ExposedPorts: { "80/tcp": {} } };
  const { Id } = await callEngineJson<{ Id: string }>(socket, `/containers/create?name=${prefix}${name}`, {
    method: "POST",
    json: {
      ...{ Image: "busybox:latest", Cmd: command, ...(publishes ? published : {}) },
      HostConfig: {
        NetworkMode: mode,
        ...(publishes ? { PortBindings: { "80/tcp": [{ HostPort: String(port) }] } } : {}),
      },
    },
  });
  created.push(Id);
  // A publish that loses is refused here, and its container stays.
  await callEngine(socket, `/containers/${Id}/start`, { method: "POST" }).catch(() => undefined);
  return Id;
}

beforeAll(async () => {
  const [options] = bundleOptions({ production: false, folder }).filter(({ outfile }) => outfile === program);
  await build(options ?? {});
  port = await freePort();
  await create("web", "bridge", ["httpd", "-f", "-p", "80"], true);
  await create("loser", "bridge", ["httpd", "-f", "-p", "80"], true);
  await create("host", "host", ["sleep", "900"]);
  const evil = await create("evil", "bridge", [
    "sh",
    "-c",
    "printf 'bind: \\033[31m\\342\\200\\256in use\\n' >&2; exit 3",
  ]);
  await callEngine(socket, `/containers/${evil}/wait`, { method: "POST" });
  const args = [program, "--host", `unix://${socket}`];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd: folder }));
  await client.listTools();
});

afterAll(async () => {
  await client.close();
  for (const id of created) await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" });
  await rm(folder, { recursive: true, force: true });
});

describe("hostside mcp", () => {
  test("explain_port_owner names who publishes a port and who could not have it", async () => {
    expect(await ask("explain_port_owner", { port })).toMatchObject({
      ports: [{ port, owner: { kind: "publish", container: `${prefix}web` }, neededBy: [`${prefix}loser`] }],
      isHostRead: true,
      nextFree: expect.any(Number) as number,
    });
  });

  test("explain_container_exit names who has the port, and hands over a log as data", async () => {
    expect(await ask("explain_container_exit", { container: `${prefix}loser` })).toMatchObject({
      isWrong: true,
      sentences: expect.arrayContaining([expect.stringContaining(`is taken by ${prefix}web`)]) as unknown,
    });
    const evil = (await ask("explain_container_exit", { container: `${prefix}evil` })) as { evidence: unknown };
    const said = JSON.stringify(evil.evidence);
    expect(said).toContain("in use");
    expect(said).not.toMatch(/\\u001b|[\p{Cc}\p{Cf}]/u);
    expect(await ask("explain_container_exit", { container: `${prefix}web` })).toMatchObject({ isWrong: false });
  });

  test("explain_reachability tells each step, and makes the call only where it is asked to", async () => {
    const asked = { from: "host", to: `127.0.0.1:${port}` };
    // Its program may begin to listen a moment later.
    const derived = await vi.waitFor(
      async () => {
        const answer = await ask("explain_reachability", asked);
        expect(answer).toMatchObject({ from: "host", state: "open", sentence: `${asked.to} can be reached.` });
        return answer;
      },
      { timeout: 30_000, interval: 200 },
    );
    expect(derived).not.toHaveProperty("tried");
    expect(await ask("explain_reachability", { ...asked, try: true })).toMatchObject({
      state: "open",
      tried: { kind: "connected", contradicts: false },
    });
    const closed = { from: `${prefix}web`, to: "127.0.0.1:81", try: true };
    expect(await ask("explain_reachability", closed)).toMatchObject({
      state: "closed",
      tried: { kind: "refused", contradicts: false },
    });
  });

  test("compare_namespaces finds host mode equal to the host, and another container different", async () => {
    expect(await ask("compare_namespaces", { one: "host", other: `${prefix}host` })).toMatchObject({
      isEqual: true,
      changes: [],
    });
    expect(await ask("compare_namespaces", { one: "host", other: `${prefix}web` })).toMatchObject({
      isEqual: false,
      changes: expect.arrayContaining([expect.stringMatching(/^\+ +inet 172\./u)]) as unknown,
    });
  });

  test("says in one sentence why there is no answer", async () => {
    expect(await ask("compare_namespaces", { one: "host", other: "nobody-here" })).toEqual([
      { type: "text", text: 'There is no container "nobody-here". `docker ps -a` lists them.' },
    ]);
    expect(await ask("compare_namespaces", { one: "host", other: `${prefix}loser` })).toEqual([
      { type: "text", text: expect.stringContaining("is not running") as string },
    ]);
  });
});
