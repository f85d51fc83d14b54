import { createServer, type AddressInfo, type Server } from "node:net";
import * as vscode from "vscode";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { workspaceFile } from "./window";

/** What a container of a scene is, beside its name. */
export interface Played {
  readonly command?: readonly string[];
  readonly host?: object;
  readonly more?: object;
  /** Absent: by `docker run`, without Compose. */
  readonly service?: string;
}

/** The containers, networks, files and programs of the scenes, all of which are gone at the end. */
export class SceneEngine {
  private readonly containers: string[] = [];
  private readonly networks: string[] = [];
  private readonly servers: Server[] = [];
  private readonly texts = new Map<string, string>();

  constructor(private readonly socket: string) {}

  /** The project of a scene, and its file. */
  project(scene: string): string {
    return `scene-${scene.toLowerCase()}`;
  }

  file(scene: string): vscode.Uri {
    return workspaceFile(`scenes/${scene.toLowerCase()}/compose.yaml`);
  }

  async writes(scene: string, services: string): Promise<void> {
    const text = `name: ${this.project(scene)}\nservices:\n${services}`;
    this.texts.set(this.file(scene).toString(), text);
    await vscode.workspace.fs.writeFile(this.file(scene), new TextEncoder().encode(text));
  }

  /** The text of a scene's file, as it was written; undefined for other files. */
  written(uri: vscode.Uri): string | undefined {
    return this.texts.get(uri.toString());
  }

  /** A process of the host, which is this one, takes a port. */
  async takesPort(): Promise<number> {
    const server = createServer();
    this.servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
    return (server.address() as AddressInfo).port;
  }

  /** A port that nobody has. */
  async freePort(): Promise<number> {
    const port = await this.takesPort();
    const server = this.servers.pop();
    await new Promise((resolve) => server?.close(resolve));
    return port;
  }

  async network(name: string, scene: string): Promise<void> {
    const json = { Name: name, Labels: { "com.docker.compose.project": this.project(scene) } };
    await callEngine(this.socket, "/networks/create", { method: "POST", json });
    this.networks.push(name);
  }

  /** Creates and starts one; that the engine refuses to is what some scenes are about. */
  async starts(scene: string, name: string, { command, host, more, service }: Played): Promise<string> {
    const project = this.project(scene);
    const labels = {
      "com.docker.compose.project": project,
      "com.docker.compose.service": service,
      "com.docker.compose.project.config_files": this.file(scene).fsPath,
    };
    const { Id } = await callEngineJson<{ Id: string }>(this.socket, `/containers/create?name=${project}-${name}`, {
      method: "POST",
      json: {
        Image: "busybox:latest",
        Cmd: command ?? ["sleep", "600"],
        ...(service === undefined ? {} : { Labels: labels }),
        HostConfig: { ...host },
        StopTimeout: 0,
        ...more,
      },
    });
    this.containers.push(Id);
    await callEngine(this.socket, `/containers/${Id}/start`, { method: "POST" }).catch(() => undefined);
    return Id;
  }

  /** Removes one at the end that somebody else has created. */
  adopts(id: string): void {
    this.containers.push(id);
  }

  async restarts(id: string): Promise<void> {
    await callEngine(this.socket, `/containers/${id}/restart?t=0`, { method: "POST" });
  }

  async ends(): Promise<void> {
    for (const server of this.servers) server.close();
    for (const id of this.containers) {
      await callEngine(this.socket, `/containers/${id}?force=1`, { method: "DELETE" }).catch(() => undefined);
    }
    for (const name of this.networks) await callEngine(this.socket, `/networks/${name}`, { method: "DELETE" });
    await vscode.workspace.fs.delete(workspaceFile("scenes"), { recursive: true });
  }
}

/** What publishes a port of the host for one of the container. */
export function publishes(port: number, target: number): Pick<Played, "host" | "more"> {
  return {
    host: { PortBindings: { [`${target}/tcp`]: [{ HostPort: String(port) }] } },
    more: { ExposedPorts: { [`${target}/tcp`]: {} } },
  };
}
