import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { after, before, it } from "mocha";
import * as vscode from "vscode";
import { repeated } from "./repeated";
import { engineSocket, eventually, hostside } from "./window";

/** What names an engine is changed from outside, as a person would in a terminal; nothing is told to the extension. */
repeated("an engine that is another one now", () => {
  const socket = engineSocket();
  const saved = { DOCKER_HOST: process.env.DOCKER_HOST, DOCKER_CONFIG: process.env.DOCKER_CONFIG };
  let folder: string;
  let later: string;
  let server: Server | undefined;
  const clients = new Set<Socket>();

  const docker = async (...parameters: string[]): Promise<void> => {
    await promisify(execFile)("docker", parameters, { env: { ...process.env, DOCKER_CONFIG: folder } });
  };
  /** An engine that begins to listen: its answers are those of the engine of this test run. */
  const listen = (): Promise<void> =>
    new Promise((resolve) => {
      server = createServer((client) => {
        const engine = connect(socket);
        clients.add(client);
        client.pipe(engine).pipe(client);
        for (const end of [client, engine]) end.on("error", () => undefined);
        client.on("close", () => {
          clients.delete(client);
          engine.destroy();
        });
        engine.on("close", () => client.destroy());
      });
      server.listen(later, resolve);
    });
  /** It ends with its connections and its socket, as an engine that is stopped. */
  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => server?.close(resolve));
    for (const client of clients) client.destroy();
    await closed;
    await rm(later, { force: true });
    server = undefined;
  };
  const becomes = async (state: string, address: string): Promise<void> => {
    const { live } = await hostside();
    const now = (): string => {
      const { status } = live;
      const at = status.kind === "ready" ? status.engine.endpoint.address : "";
      return `${status.kind} ${status.kind === "fault" ? (status.fault.endpoint ?? "") : at}`;
    };
    await eventually(
      (listener) => live.onDidChange(listener),
      () => (now() === `${state} ${address}` ? true : undefined),
    );
  };

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "hostside-contexts-"));
    later = path.join(folder, "later", "docker.sock");
    await docker("context", "create", "here", "--docker", `host=unix://${socket}`);
    await docker("context", "create", "later", "--docker", `host=unix://${later}`);
    const { live } = await hostside();
    await vscode.commands.executeCommand("hostside.containers.focus");
    Reflect.deleteProperty(process.env, "DOCKER_HOST");
    process.env.DOCKER_CONFIG = folder;
    await docker("context", "use", "here");
    // Variables change with the window alone; from here on nothing is restarted.
    live.restart();
    await becomes("ready", `unix://${socket}`);
  });
  after(async () => {
    if (server !== undefined) await stop();
    for (const [name, value] of Object.entries(saved)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    const { live } = await hostside();
    live.restart();
    await live.settled();
    await rm(folder, { recursive: true, force: true });
  });

  it("is turned to when the current context is another, although nothing listens there yet", async () => {
    await docker("context", "use", "later");
    await becomes("fault", `unix://${later}`);
  });

  it("is there as soon as its socket appears, in a folder that was not there either", async () => {
    await promisify(execFile)("mkdir", [path.dirname(later)]);
    await listen();
    await becomes("ready", `unix://${later}`);
  });

  it("is gone with its socket, and back with it", async () => {
    await stop();
    await becomes("fault", `unix://${later}`);
    await listen();
    await becomes("ready", `unix://${later}`);
  });

  it("is the first again when that is the current context", async () => {
    await docker("context", "use", "here");
    await becomes("ready", `unix://${socket}`);
  });

  it("is turned to when that is said in the moment in which the one before is ready", async () => {
    const { live } = await hostside();
    const say = (context: string): void =>
      writeFileSync(path.join(folder, "config.json"), JSON.stringify({ currentContext: context }));
    const registration = live.onDidChange(() => {
      const { status } = live;
      if (status.kind !== "ready" || status.engine.endpoint.address === `unix://${later}`) return;
      registration.dispose();
      say("later");
    });
    live.restart();
    await becomes("ready", `unix://${later}`);
    say("here");
    await becomes("ready", `unix://${socket}`);
  });
});
