import { afterEach, describe, expect, it } from "vitest";
import type { DocumentLink } from "vscode-languageserver-protocol/node";
import { peersMethod, type PeersParams } from "../../shared/protocol";
import { Client, pulling } from "./client";

describe("document links of the built language server", () => {
  let client: Awaited<ReturnType<typeof Client.start>>;
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
  });
  const uri = "file:///p/compose.yaml";
  const targets = async (): Promise<unknown> => {
    const links = await client.connection.sendRequest<DocumentLink[] | null>("textDocument/documentLink", {
      textDocument: { uri },
    });
    return links?.map(({ target }) => target);
  };
  const beside = (peers: PeersParams["peers"]): Promise<void> =>
    client.connection.sendNotification(peersMethod, { peers } satisfies PeersParams);

  it("lead to the files that are named, but not where Docker DX has such links too", async () => {
    client = await Client.start(pulling);
    await client.open(uri, "include: [part.yaml]\nservices:\n  web: { image: x, env_file: a.env }\n");
    const both = ["file:///p/part.yaml", "file:///p/a.env"];
    expect(await targets()).toEqual(both);
    await beside(["redhat.vscode-yaml", "ms-azuretools.vscode-docker"]);
    expect(await targets()).toEqual(both);
    await beside(["docker.docker"]);
    expect(await targets()).toEqual([]);
    await beside([]);
    expect(await targets()).toEqual(both);
  });
});
