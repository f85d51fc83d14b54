import { afterEach, describe, expect, it } from "vitest";
import { composeVersionMethod, type EngineFactsMessage, engineFactsMethod } from "../../shared/protocol";
import { Client, composeText, pulling } from "./client";

describe("the built language server and what its client tells it", () => {
  let client: Awaited<ReturnType<typeof Client.start>>;
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
  });

  it("follows changed settings without a restart", async () => {
    client = await Client.start(pulling);
    const uri = "file:///p/compose.yaml";
    await client.open(uri, composeText);
    expect((await client.items(uri)).map(({ severity }) => severity)).toEqual([4, 2]);
    client.settings = { "host-ports-discarded": "error", "no-such-rule": "error" };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.refreshes === 1);
    expect((await client.items(uri)).map(({ severity }) => severity)).toEqual([4, 1]);
    client.settings = { "host-ports-discarded": "off" };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.refreshes === 2);
    expect(await client.items(uri)).toEqual([]);
  });

  it("says what host mode means on the engine that the client tells of, else on the one that the setting names", async () => {
    client = await Client.start(pulling);
    const uri = "file:///p/compose.yaml";
    const codes = async (): Promise<unknown[]> => (await client.items(uri)).map(({ code }) => code);
    await client.open(uri, "services:\n  web: { image: x, network_mode: host }\n");
    expect(await codes()).toEqual([]);
    client.compose = { engine: "windows" };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.refreshes === 1);
    expect(await codes()).toEqual(["host-on-windows"]);
    const facts: EngineFactsMessage = {
      os: "linux",
      desktop: false,
      rootless: true,
      usernsRemap: false,
      swarm: "none",
      version: "28.5.2",
      apiVersion: "1.51",
    };
    await client.connection.sendNotification(engineFactsMethod, facts);
    await client.until(() => client.refreshes === 2);
    expect(await codes()).toEqual(["host-on-rootless"]);
    await client.connection.sendNotification(engineFactsMethod, { ...facts, version: "29.5.0" });
    await client.until(() => client.refreshes === 3);
    expect(await codes()).toEqual([]);
    await client.connection.sendNotification(engineFactsMethod, null);
    await client.until(() => client.refreshes === 4);
    expect(await codes()).toEqual(["host-on-windows"]);
  });

  it("reads as the Compose that the client says is installed, unless the setting names one", async () => {
    client = await Client.start(pulling);
    const uri = "file:///p/compose.yaml";
    const severities = async (): Promise<unknown[]> =>
      (await client.items(uri)).filter(({ code }) => code === "include-conflict").map(({ severity }) => severity);
    await client.open("file:///p/base.yaml", "services:\n  web: { image: x, network_mode: host }\n");
    await client.open(uri, 'include: [base.yaml]\nservices:\n  web: { ports: ["8080:80"] }\n');
    expect(await severities()).toEqual([4]);
    await client.connection.sendNotification(composeVersionMethod, { version: "2.40.3" });
    await client.until(() => client.refreshes === 1);
    expect(await severities()).toEqual([1]);
    client.compose = { version: "5.0" };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.refreshes === 2);
    expect(await severities()).toEqual([]);
  });

  it("takes the files for docker stack deploy where the setting says so, and no longer where it does not", async () => {
    client = await Client.start(pulling);
    const uri = "file:///p/compose.yaml";
    const codes = async (): Promise<unknown[]> => (await client.items(uri)).map(({ code }) => code);
    await client.open(uri, composeText);
    expect(new Set(await codes())).toEqual(new Set(["host-ports-discarded"]));
    client.compose = { deployedWith: "stack" };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.refreshes === 1);
    expect(await codes()).toEqual(["stack-ignores-network-mode"]);
    client.compose = {};
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.refreshes === 2);
    expect(new Set(await codes())).toEqual(new Set(["host-ports-discarded"]));
  });

  it("joins the files that the setting names, and lets the environment in where it says so", async () => {
    const uri = "file:///p/base.yaml";
    client = await Client.start(pulling, "/p");
    await client.open("file:///p/prod.yaml", "services:\n  web: { network_mode: host }\n");
    await client.open(uri, 'services:\n  web: { image: x, ports: ["80:80", "${HOSTSIDE_NOT_SET:-8080}:81"] }\n');
    expect(await client.items("file:///p/prod.yaml")).toEqual([]);
    client.compose = { projects: [{ files: ["base.yaml", "prod.yaml"] }], useEnvironment: true };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.refreshes === 1);
    const codes = (await client.items("file:///p/prod.yaml")).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(["host-ports-discarded"]));
  });
});
