import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { engineSocket, hostside, workspaceFile } from "./window";

describe("tools for language models", () => {
  const socket = engineSocket();
  const name = "language-model-tools";
  let id = "";

  const ask = async (tool: string, input: object): Promise<Readonly<Record<string, unknown>>> => {
    const { content } = await vscode.lm.invokeTool(tool, { input, toolInvocationToken: undefined });
    const [part] = content;
    assert.ok(part instanceof vscode.LanguageModelTextPart);
    return JSON.parse(part.value) as Readonly<Record<string, unknown>>;
  };

  before(async () => {
    await hostside();
    const { Id } = await callEngineJson<{ Id: string }>(socket, `/containers/create?name=${name}`, {
      method: "POST",
      json: { Image: "busybox:latest", Cmd: ["sleep", "600"], HostConfig: { NetworkMode: "host" } },
    });
    id = Id;
    await callEngine(socket, `/containers/${Id}/start`, { method: "POST" });
  });
  after(async () => {
    await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" });
  });

  it("are five, with descriptions and schemas", () => {
    const expected = [
      "check_compose_networking",
      "compare_namespaces",
      "explain_container_exit",
      "explain_port_owner",
      "explain_reachability",
    ];
    const ours = vscode.lm.tools.filter((each) => expected.includes(each.name));
    assert.deepEqual(ours.map((each) => each.name).sort(), expected);
    for (const { description, inputSchema } of ours) assert.ok(description !== "" && inputSchema !== undefined);
  });

  it("check the Compose files of the workspace", async () => {
    const { files, summary, findings } = await ask("check_compose_networking", {
      paths: [workspaceFile("compose.yaml").fsPath],
    });
    assert.equal(files, 1);
    assert.match(String(summary), /^1 Compose file checked: /u);
    assert.ok(Array.isArray(findings));
    assert.match(JSON.stringify(findings), /host-ports-discarded/u);
  });

  it("ask the engine", async () => {
    // Its list may be a moment older than the container.
    let compared: Readonly<Record<string, unknown>> | undefined;
    while (compared === undefined) {
      compared = await ask("compare_namespaces", { one: "host", other: id.slice(0, 12) }).catch((error: unknown) => {
        if (String(error).includes("There is no container")) return undefined;
        throw error;
      });
    }
    assert.equal(compared.isEqual, true);
    assert.equal((await ask("explain_container_exit", { container: name })).isWrong, false);
    assert.equal((await ask("explain_port_owner", { port: 1 })).isHostRead, true);
    const reached = await ask("explain_reachability", { from: "host", to: "127.0.0.1:1" });
    assert.equal(reached.state, "closed");
    assert.ok(!("tried" in reached));
  });

  it("say in one sentence why they do not answer", async () => {
    await assert.rejects(ask("explain_container_exit", { container: "nobody-here" }), /There is no container/u);
    await assert.rejects(ask("explain_port_owner", { port: 70_000 }), /65535/u);
  });
});
