import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ClientCapabilities, FileChangeType } from "vscode-languageserver-protocol/node";
import { afterEach, beforeEach, expect } from "vitest";
import { Client, composeText, pulling } from "./client";
import { Pulled } from "./pulled";

/** A workspace on disk, the folder `ws` of a folder of its own, and a client that asks for the findings in it. */
export class WorkspaceSession {
  root = "";
  private started: Client | undefined;

  /** The client that was started last. */
  get client(): Client {
    return this.started ?? expect.fail("no client was started");
  }

  set client(client: Client) {
    this.started = client;
  }

  readonly path = (name: string): string => join(this.root, name);
  readonly uriOf = (name: string): string => pathToFileURL(this.path(name)).href;
  readonly write = (name: string, text: string): void => {
    mkdirSync(join(this.path(name), ".."), { recursive: true });
    writeFileSync(this.path(name), text);
  };
  readonly start = async (
    capabilities: ClientCapabilities = pulling,
    check: unknown = "workspace",
    folders: readonly string[] = ["ws"],
  ): Promise<Pulled> => {
    const client = (this.client = await Client.start(capabilities, this.path("ws")));
    client.compose = { check };
    client.onFolders = () => folders.map((name) => ({ uri: this.uriOf(name), name }));
    return new Pulled(client);
  };
  /** The kinds of the reports of the last answer, by file. */
  readonly kinds = (pulled: Pulled): Record<string, string> =>
    Object.fromEntries(pulled.last.map(({ uri, kind }) => [uri.slice(this.uriOf("").length + 1), kind]));
  /** The rules of the findings in a file, each once; undefined for one that was never reported. */
  readonly codes = (pulled: Pulled, name: string): unknown[] | undefined => {
    const items = pulled.items.get(this.uriOf(name));
    return items && [...new Set(items.map(({ code }) => code))];
  };
  readonly changed = (name: string, type: FileChangeType): Promise<void> =>
    this.client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: this.uriOf(name), type }],
    });
  /** Whether a request is still open after the server has answered everything that came after it. */
  readonly isHeld = async (answer: Promise<void>): Promise<boolean> => {
    let isDone = false;
    answer.then(
      () => (isDone = true),
      () => (isDone = true),
    );
    await this.client.open("untitled:other.yaml", composeText, "dockercompose");
    for (let round = 0; round < 20; round++) await this.client.items("untitled:other.yaml");
    return !isDone;
  };
}

/** A session for each test of the block in which it is called. */
export function workspaceSession(): WorkspaceSession {
  const session = new WorkspaceSession();
  beforeEach(() => {
    session.root = mkdtempSync(join(tmpdir(), "hostside-workspace-"));
    mkdirSync(session.path("ws"));
  });
  afterEach(async () => {
    expect(await session.client.stop()).toBe(0);
    rmSync(session.root, { recursive: true });
  });
  return session;
}

/** The usual Compose file without a finding. */
export const bridged = composeText.replace("    network_mode: host\n", "");
