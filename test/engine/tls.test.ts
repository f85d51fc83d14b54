import { access, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { createEngine } from "../../client/src/docker/api/engine";
import { findEndpoint } from "../../client/src/docker/endpoint/endpoint";
import type { EndpointEnvironment } from "../../client/src/docker/endpoint/endpointEnvironment";
import { EngineError, type EngineFault } from "../../client/src/docker/fault";
import { LiveInventory } from "../../client/src/docker/inventory/liveInventory";
import { run } from "../../scripts/child.mjs";
import { startPrivateEngine, type PrivateEngine } from "../../scripts/engine/daemon.mjs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { importImages } from "../../scripts/engine/images.mjs";
import { freePort } from "./freePort";

let folder: string;
let engine: PrivateEngine;
let address: string;
const at = (...parts: string[]): string => path.join(folder, ...parts);

const openssl = (...parameters: string[]): Promise<unknown> => run("openssl", parameters, { cwd: folder });

/** A certificate authority in a folder of its own, called as Docker calls it. */
async function authority(name: string): Promise<void> {
  await run("mkdir", ["-p", at(name)]);
  const subject = ["-subj", `/CN=hostside-test-${name}`];
  await openssl(
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "1",
    ...subject,
    "-keyout",
    `${name}/ca-key.pem`,
    "-out",
    `${name}/ca.pem`,
  );
}

/** A key and a certificate by that authority. */
async function certificate(by: string, file: string, extensions: string): Promise<void> {
  await writeFile(at("extensions"), extensions);
  await openssl(
    "req",
    "-new",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-subj",
    `/CN=${file}`,
    "-keyout",
    `${by}/${file}key.pem`,
    "-out",
    `${by}/${file}.csr`,
  );
  const signer = ["-CA", `${by}/ca.pem`, "-CAkey", `${by}/ca-key.pem`, "-CAcreateserial"];
  await openssl(
    "x509",
    "-req",
    "-days",
    "1",
    "-in",
    `${by}/${file}.csr`,
    ...signer,
    "-extfile",
    "extensions",
    "-out",
    `${by}/${file}cert.pem`,
  );
}

/** As the extension sees this machine, with these variables and settings. */
function environmentOf(variables: Record<string, string>, contextSetting = ""): EndpointEnvironment {
  return {
    ...{ setting: "", contextSetting, variables, platform: process.platform, home: folder, userId: 0 },
    readFile: (file) => readFile(file, "utf8").catch(() => undefined),
    list: (each) => readdir(each).catch(() => []),
    exists: (file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    accepts: () => Promise.resolve(true),
  };
}

async function faultOf(environment: EndpointEnvironment): Promise<EngineFault> {
  try {
    await createEngine(await findEndpoint(environment)).version();
  } catch (error) {
    if (error instanceof EngineError) return error.fault;
    throw error;
  }
  throw new Error("it answered");
}

const byVariables = (certificates: string): Record<string, string> => ({
  ...{ DOCKER_HOST: address, DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: at(certificates) },
});

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hostside-tls-"));
  for (const name of ["ours", "other"]) {
    await authority(name);
    await certificate(name, "", "extendedKeyUsage = clientAuth");
  }
  await certificate("ours", "server-", "subjectAltName = IP:127.0.0.1\nextendedKeyUsage = serverAuth");
  address = `tcp://127.0.0.1:${await freePort()}`;
  const server = [`--tlscert=${at("ours/server-cert.pem")}`, `--tlskey=${at("ours/server-key.pem")}`];
  engine = await startPrivateEngine({
    programs: inject("enginePrograms"),
    flags: ["--host", address, "--tlsverify", `--tlscacert=${at("ours/ca.pem")}`, ...server],
  });
  await importImages(engine.socket);
}, 120_000);

afterAll(async () => {
  await (engine as PrivateEngine | undefined)?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe("an engine behind TLS", () => {
  test("is listed and followed with the certificates of DOCKER_CERT_PATH", async () => {
    const live = new LiveInventory({
      connect: async () => createEngine(await findEndpoint(environmentOf(byVariables("ours")))),
    });
    live.start();
    try {
      expect(await live.settled()).toMatchObject({ kind: "ready", engine: { endpoint: { source: "DOCKER_HOST" } } });
      const { Id } = await callEngineJson<{ Id: string }>(engine.socket, "/containers/create?name=hostside-test-tls", {
        method: "POST",
        json: { Image: "busybox:latest", Cmd: ["sleep", "600"] },
      });
      await vi.waitFor(() => expect(live.inventory.containers.get(Id)?.name).toBe("hostside-test-tls"), 5_000);
      await callEngine(engine.socket, `/containers/${Id}`, { method: "DELETE" });
      await vi.waitFor(() => expect(live.inventory.containers.has(Id)).toBe(false), 5_000);
    } finally {
      live.stop();
    }
  });

  test("is reached by a context that Docker's own command line has made", async () => {
    const configuration = { DOCKER_CONFIG: at("configuration") };
    const files = ["ca", "cert", "key"].map((name) => `${name}=${at("ours", `${name}.pem`)}`);
    const docker = [`host=${address}`, ...files].join();
    await run("docker", ["context", "create", "lab", "--docker", docker], {
      env: { ...process.env, ...configuration },
    });
    for (const environment of [
      environmentOf(configuration, "lab"),
      environmentOf({ ...configuration, DOCKER_CONTEXT: "lab" }),
    ]) {
      const endpoint = await findEndpoint(environment);
      expect(endpoint).toMatchObject({ source: "context", context: "lab" });
      const connected = createEngine(endpoint);
      expect((await connected.version()).version).toMatch(/^\d+\./u);
      connected.connection.close();
    }
    await run("docker", ["context", "use", "lab"], { env: { ...process.env, ...configuration, DOCKER_HOST: "" } });
    expect(await findEndpoint(environmentOf(configuration))).toMatchObject({ context: "lab" });
  });

  test("is not trusted where another authority is, nor does it trust our certificate by another one", async () => {
    expect(await faultOf(environmentOf(byVariables("other")))).toMatchObject({ kind: "tls" });
    await run("cp", ["-r", at("other"), at("mixed")]);
    await run("cp", [at("ours/ca.pem"), at("mixed/ca.pem")]);
    expect(await faultOf(environmentOf(byVariables("mixed")))).toMatchObject({ kind: "tls" });
  });

  test("says so where it is asked without TLS, or where certificates are missing", async () => {
    expect(await faultOf(environmentOf({ DOCKER_HOST: address }))).toMatchObject({ kind: "tls" });
    expect(await faultOf(environmentOf(byVariables("nowhere")))).toMatchObject({ kind: "tls" });
  });
});
