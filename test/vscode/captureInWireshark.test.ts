import * as assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { replace, sitDown, type Person } from "./person";
import { engineSocket, eventually, hostside } from "./window";

/** Where Edgeshark answers by its own Compose files. */
const port = 5001;

describe("a capture in Wireshark", () => {
  const socket = engineSocket();
  const made: string[] = [];
  let [person, undo]: [Person | undefined, (() => void) | undefined] = [undefined, undefined];
  /** What VS Code was asked to open outside of it. */
  let opened: string[] = [];
  let edgeshark: Server | undefined;

  const start = async (name: string, mode: string): Promise<string> => {
    const { Id } = await callEngineJson<{ Id: string }>(socket, `/containers/create?name=${name}`, {
      method: "POST",
      json: { Image: "busybox:latest", Cmd: ["sleep", "600"], HostConfig: { NetworkMode: mode } },
    });
    made.push(Id);
    await callEngine(socket, `/containers/${Id}/start`, { method: "POST" });
    return Id;
  };
  /** Begins to answer as Edgeshark does, with these containers. */
  const answer = async (containers: readonly object[]): Promise<void> => {
    const server = createServer((request, response) => {
      if (request.url === "/discover/mobyshark") response.end(JSON.stringify({ containers }));
      else response.writeHead(404).end();
    });
    // Another run of these tests may have the port for a while.
    for (let isBound = false; !isBound;) {
      isBound = await new Promise<boolean>((resolve) => {
        server.once("error", () => resolve(false)).listen(port, "localhost", () => resolve(true));
      });
      if (!isBound) await pause(100);
    }
    edgeshark = server;
  };
  const capture = async (id: string | undefined, answers: readonly string[] = []): Promise<string | undefined> => {
    opened = [];
    person = sitDown(answers);
    undo = replace(vscode.env, "openExternal", (target: unknown) => {
      opened.push(String(target));
      return Promise.resolve(true);
    });
    const asked = { container: { id: id ?? "" }, engine: "" };
    return vscode.commands.executeCommand<string | undefined>("hostside.captureInWireshark", asked);
  };
  /** Leaves the window to nobody again. */
  const leave = (): void => {
    undo?.();
    person?.dispose();
  };
  const standUp = async (): Promise<void> => {
    leave();
    edgeshark?.closeAllConnections();
    await new Promise<void>((resolve) => (edgeshark === undefined ? resolve() : edgeshark.close(() => resolve())));
    edgeshark = undefined;
  };

  before(async () => {
    const { live } = await hostside();
    const web = await start("capture-web", "bridge");
    await start("capture-sidecar", `container:${web}`);
    await vscode.commands.executeCommand("hostside.containers.focus");
    await eventually(
      (listener) => live.onDidChange(listener),
      () => made.every((id) => live.inventory.containers.get(id)?.state === "running") || undefined,
    );
  });
  after(async () => {
    await standUp();
    for (const id of made.reverse()) await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" });
  });

  const description = { name: "capture-web", type: "docker", prefix: "", netns: 4026532000, pid: 42, starttime: 7 };
  const known = { ...description, "network-interfaces": ["eth0", "lo"] };

  it("opens Wireshark on the container's interfaces where Edgeshark answers", async () => {
    await answer([known]);
    try {
      const url = await capture(made[0]);
      assert.deepEqual(opened, [url]);
      const [before, query = ""] = (url ?? "").split("?");
      // Where the plug-in finds Edgeshark is for VS Code to say: here, or by a way that it makes.
      const { authority, path } = await vscode.env.asExternalUri(vscode.Uri.parse(`http://localhost:${port}`));
      assert.equal(before, `packetflix:ws://${authority}${path.replace(/\/$/u, "")}/capture`);
      const asked = new URLSearchParams(query);
      assert.equal(asked.get("nif"), "eth0");
      // What it said of the container is handed back to it, without loopback.
      assert.deepEqual(JSON.parse(asked.get("container") ?? ""), { ...description, "network-interfaces": ["eth0"] });
      assert.deepEqual(
        person?.shown.filter(({ kind }) => kind === "message"),
        [],
      );
      // One that shares the network has the same packets.
      leave();
      assert.equal((await capture(made[1]))?.split("?")[1], query);
    } finally {
      await standUp();
    }
  });

  it("says where Edgeshark does not know the container, and opens nothing", async () => {
    await answer([{ ...known, name: "another" }]);
    try {
      assert.equal(await capture(made[0]), undefined);
      assert.deepEqual(opened, []);
      assert.ok(
        person?.shown.some(({ text }) =>
          text.includes(`Edgeshark at localhost:${port} knows no container capture-web.`),
        ),
        JSON.stringify(person?.shown),
      );
    } finally {
      await standUp();
    }
  });

  it("says how to get Edgeshark where it does not answer, and opens its page for who wants that", async () => {
    // Somebody else answers there, as no Edgeshark does.
    await answer([]);
    edgeshark
      ?.removeAllListeners("request")
      .on("request", (_, response: { end: (text: string) => void }) => response.end("<html>"));
    const before = (await callEngineJson<unknown[]>(socket, "/containers/json?all=1")).length;
    try {
      assert.equal(await capture(made[0], ["Open the Page of Edgeshark"]), undefined);
      const said = person?.shown.find(({ text }) => text.includes("Edgeshark does not answer"));
      assert.match(said?.text ?? "", /localhost:5001\. .* Hostside installs nothing\.$/u);
      // The page is opened after the command has ended.
      while (opened.length === 0) await pause(20);
      assert.deepEqual(opened, ["https://github.com/siemens/edgeshark"]);
      assert.equal((await callEngineJson<unknown[]>(socket, "/containers/json?all=1")).length, before);
    } finally {
      await standUp();
    }
  });
});
