import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endpointOf, findEndpoint } from "../../src/docker/endpoint/endpoint";
import type { EndpointEnvironment } from "../../src/docker/endpoint/endpointEnvironment";
import { EngineError, type EngineFault } from "../../src/docker/fault";

interface Machine {
  readonly setting?: string;
  readonly context?: string;
  readonly variables?: Record<string, string>;
  readonly files?: Record<string, string>;
  readonly platform?: NodeJS.Platform;
  /** Sockets that exist and take no connection. */
  readonly dead?: readonly string[];
}

function environmentOf({
  setting = "",
  context = "",
  variables = {},
  files = {},
  platform = "linux",
  dead = [],
}: Machine): EndpointEnvironment {
  return {
    setting,
    contextSetting: context,
    variables,
    platform,
    home: "/home/me",
    userId: 1000,
    list: (folder) =>
      Promise.resolve([
        ...new Set(
          Object.keys(files)
            .filter((file) => file.startsWith(`${folder}/`))
            .map((file) => file.slice(folder.length + 1).split("/")[0] ?? ""),
        ),
      ]),
    readFile: (file) => Promise.resolve(files[file]),
    exists: (file) => Promise.resolve(file in files),
    accepts: (socket) => Promise.resolve(socket in files && !dead.includes(socket)),
  };
}

const find = async (machine: Machine): Promise<unknown> => findEndpoint(environmentOf(machine));

async function faultOf(machine: Machine): Promise<EngineFault> {
  try {
    await find(machine);
  } catch (error) {
    if (error instanceof EngineError) return error.fault;
    throw error;
  }
  throw new Error("it was found");
}

/** The files of a Docker configuration with one context, which is the current one. */
function contextFiles(name: string, host: string, folder = "/home/me/.docker"): Record<string, string> {
  const hash = createHash("sha256").update(name).digest("hex");
  return {
    [`${folder}/config.json`]: JSON.stringify({ currentContext: name }),
    [`${folder}/contexts/meta/${hash}/meta.json`]: JSON.stringify({
      Name: name,
      Endpoints: { docker: { Host: host } },
    }),
  };
}

const certificates = (folder: string): Record<string, string> => ({
  [`${folder}/ca.pem`]: "CA",
  [`${folder}/cert.pem`]: "CERT",
  [`${folder}/key.pem`]: "KEY",
});

describe("the order in which an engine is looked for", () => {
  const variables = { DOCKER_HOST: "tcp://192.0.2.5:2375", DOCKER_CONTEXT: "lab" };
  const files = { ...contextFiles("lab", "unix:///lab.sock"), "/var/run/docker.sock": "" };

  it("the setting comes first", async () => {
    const machine = { setting: "unix:///mine.sock", variables, files };
    expect(await find(machine)).toMatchObject({ kind: "socket", path: "/mine.sock", source: "setting" });
  });

  it("then the context of the setting, over DOCKER_HOST; its `default` is Docker without any context", async () => {
    expect(await find({ context: "lab", variables, files })).toMatchObject({ path: "/lab.sock", context: "lab" });
    expect(await find({ context: "default", variables, files })).toMatchObject({ source: "DOCKER_HOST" });
    expect(await find({ context: "default", files })).toMatchObject({ path: "/var/run/docker.sock" });
  });

  it("a reference names an address or a context, whatever the settings say", async () => {
    const others = environmentOf({ setting: "unix:///mine.sock", files });
    expect(await endpointOf("lab", others)).toMatchObject({ path: "/lab.sock" });
    expect(await endpointOf("unix:///other.sock", others)).toMatchObject({ path: "/other.sock" });
  });

  it("then DOCKER_HOST, over any context", async () => {
    const endpoint = { kind: "tcp", host: "192.0.2.5", port: 2375, source: "DOCKER_HOST" };
    expect(await find({ variables, files })).toMatchObject(endpoint);
  });

  it("then DOCKER_CONTEXT, over the configured context", async () => {
    const other = { ...contextFiles("other", "unix:///other.sock"), ...files };
    expect(await find({ variables: { DOCKER_CONTEXT: "lab" }, files: other })).toMatchObject({ path: "/lab.sock" });
    const machine = { variables: { DOCKER_CONTEXT: "default" }, files };
    expect(await find(machine)).toMatchObject({ path: "/var/run/docker.sock", source: "default" });
  });

  it("then the current context of the configuration, in DOCKER_CONFIG where that is set", async () => {
    expect(await find({ files })).toMatchObject({ path: "/lab.sock", source: "context" });
    const moved = { variables: { DOCKER_CONFIG: "/cfg" }, files: contextFiles("lab", "unix:///moved.sock", "/cfg") };
    expect(await find(moved)).toMatchObject({ path: "/moved.sock" });
  });

  it("then the sockets of the platform", async () => {
    expect(await find({ files: { "/var/run/docker.sock": "" } })).toMatchObject({ path: "/var/run/docker.sock" });
    const rootless = { variables: { XDG_RUNTIME_DIR: "/run/user/7" }, files: { "/run/user/7/docker.sock": "" } };
    expect(await find(rootless)).toMatchObject({ path: "/run/user/7/docker.sock" });
    expect(await find({ platform: "win32", files: { "\\\\.\\pipe\\docker_engine": "" } })).toMatchObject({
      path: "\\\\.\\pipe\\docker_engine",
    });
  });

  it.each(["/home/me/.colima/default/docker.sock", "/run/user/1000/podman/podman.sock", "/run/user/1000/docker.sock"])(
    "%s is found without a variable that names it",
    async (socket) => {
      expect(await find({ files: { [socket]: "" } })).toMatchObject({ path: socket, source: "default" });
    },
  );

  it("a socket that takes no connection is passed over for one that does, and named where none does", async () => {
    const [docker, own] = ["/var/run/docker.sock", "/run/user/1000/docker.sock"];
    const files = { [docker]: "", [own]: "" };
    expect(await find({ files })).toMatchObject({ path: docker });
    expect(await find({ files, dead: [docker] })).toMatchObject({ path: own });
    expect(await find({ files, dead: [docker, own] })).toMatchObject({ path: docker });
  });

  it("a configuration that is no JSON names no context", async () => {
    const broken = { "/home/me/.docker/config.json": "{", "/var/run/docker.sock": "" };
    expect(await find({ files: broken })).toMatchObject({ source: "default" });
  });
});

describe("forms of an address", () => {
  it.each([
    ["tcp://host.example:1234", "host.example", 1234],
    ["tcp://host.example", "host.example", 2375],
    ["tcp://host.example:80", "host.example", 80],
    ["host.example:2375", "host.example", 2375],
    ["tcp://[2001:db8::1]:2375", "2001:db8::1", 2375],
    ["http://host.example:2375/", "host.example", 2375],
  ])("%s", async (setting, host, port) => {
    expect(await find({ setting })).toMatchObject({ kind: "tcp", host, port });
  });

  it.each([
    ["ssh://build.example", { host: "build.example" }],
    ["ssh://me@build.example:2222", { host: "build.example", user: "me", port: 2222 }],
    ["ssh://me@[2001:db8::1]", { host: "2001:db8::1", user: "me" }],
    ["ssh://host/run/user/7/docker.sock", { host: "host", socket: "/run/user/7/docker.sock" }],
  ])("%s", async (setting, destination) => {
    expect(await find({ setting })).toEqual({ kind: "ssh", address: setting, source: "setting", ...destination });
  });

  it("ssh with a password is refused, and the message does not repeat it", async () => {
    const fault = await faultOf({ setting: "ssh://me:secret@host" });
    expect(fault.kind).toBe("bad-endpoint");
    expect(JSON.stringify(fault)).not.toContain("secret");
  });

  it.each(["ssh://me:secret@%", "tcp://me:secret@ho st", "ftp://me:secret@host", "ssh://me:secret@host:0"])(
    "a password is not repeated where %s is refused",
    async (setting) => {
      expect(JSON.stringify(await faultOf({ setting }))).not.toContain("secret");
    },
  );

  it("a port before a query is the port", async () => {
    expect(await find({ setting: "tcp://host.example:1234?x" })).toMatchObject({ port: 1234 });
  });

  it.each(["npipe://", "npipe:////", "npipe:////./pipe/", "npipe://C:/Windows"])(
    "%s names no pipe",
    async (setting) => {
      expect(await faultOf({ setting, platform: "win32" })).toMatchObject({ kind: "bad-endpoint" });
    },
  );

  it("is an endpoint or a fault whatever is written", async () => {
    const schemes = fc.constantFrom("", "tcp://", "ssh://", "unix://", "npipe://", "https://", "fd://");
    const parts = fc.array(
      fc.constantFrom("%", "%2", "@", ":", "/", "[", "]", "-", "::1", "host", "22", "\0", " ", "é", "?", "#"),
    );
    await fc.assert(
      fc.asyncProperty(
        schemes,
        fc.oneof(
          parts.map((each) => each.join("")),
          fc.string(),
        ),
        async (scheme, rest) => {
          const setting = `${scheme}${rest}`;
          const found = await find({ setting, platform: "win32" }).catch((error: unknown) => {
            if (error instanceof EngineError) return undefined;
            throw error;
          });
          if (typeof found !== "object" || found === null || !("host" in found)) return;
          expect(found.host).toMatch(/^[^\s/@%\\]+$/u);
          // To ssh it would be an option; a tcp address is no command line.
          if ("kind" in found && found.kind === "ssh") expect(found.host).not.toMatch(/^-/u);
        },
      ),
      { numRuns: 2000, seed: 14 },
    );
  });

  it("npipe on Windows", async () => {
    const machine: Machine = { setting: "npipe:////./pipe/docker_engine", platform: "win32" };
    expect(await find(machine)).toMatchObject({ kind: "socket", path: "\\\\.\\pipe\\docker_engine" });
  });

  it("TLS by DOCKER_TLS_VERIFY with the certificates of DOCKER_CERT_PATH", async () => {
    const variables = { DOCKER_HOST: "tcp://192.0.2.5", DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: "/certs" };
    expect(await find({ variables, files: certificates("/certs") })).toMatchObject({
      port: 2376,
      tls: { ca: "CA", cert: "CERT", key: "KEY" },
    });
    expect(await faultOf({ variables })).toMatchObject({ kind: "tls" });
  });

  it("TLS of a context", async () => {
    const hash = createHash("sha256").update("far").digest("hex");
    const files = {
      ...contextFiles("far", "tcp://192.0.2.5:2376"),
      ...certificates(`/home/me/.docker/contexts/tls/${hash}/docker`),
    };
    expect(await find({ files })).toMatchObject({ tls: { cert: "CERT" } });
  });

  it("TLS of a context with a CA alone, and of one that verifies nothing", async () => {
    const hash = createHash("sha256").update("far").digest("hex");
    const files = contextFiles("far", "tcp://192.0.2.5:2376");
    const ca = { [`/home/me/.docker/contexts/tls/${hash}/docker/ca.pem`]: "CA" };
    expect(await find({ files: { ...files, ...ca } })).toMatchObject({ tls: { ca: "CA" } });
    const meta = `/home/me/.docker/contexts/meta/${hash}/meta.json`;
    const docker = { Host: "tcp://192.0.2.5:2376", SkipTLSVerify: true };
    const unverified = { ...files, [meta]: JSON.stringify({ Name: "far", Endpoints: { docker } }) };
    expect(await find({ files: unverified })).toMatchObject({ tls: { rejectUnauthorized: false } });
    const plain = { ...files, [meta]: JSON.stringify({ Name: "far", Endpoints: { docker: { Host: "tcp://h:1" } } }) };
    expect(await find({ files: plain })).not.toHaveProperty("tls");
  });
});

describe("what cannot be used is said", () => {
  it.each([
    ["ssh://", "bad-endpoint"],
    ["ssh://-oProxyCommand=evil", "bad-endpoint"],
    ["ssh://-oProxyCommand%3Devil", "bad-endpoint"],
    ["ssh://-lroot@host", "bad-endpoint"],
    ["ssh://host/run/docker.sock;evil", "bad-endpoint"],
    ["ssh://host/run/$(evil)", "bad-endpoint"],
    ["fd://", "unsupported-endpoint"],
    ["npipe:////./pipe/docker_engine", "unsupported-endpoint"],
    ["ftp://host", "bad-endpoint"],
    ["unix://relative", "bad-endpoint"],
    ["tcp://", "bad-endpoint"],
    ["tcp://:::nonsense", "bad-endpoint"],
    ["tcp://host:0", "bad-endpoint"],
    ["tcp://host:65536", "bad-endpoint"],
    ["tcp://host:port", "bad-endpoint"],
    ["tcp://%", "bad-endpoint"],
    ["tcp://%zz:2375", "bad-endpoint"],
    ["tcp://a host:2375", "bad-endpoint"],
    ["tcp://[::1:2375", "bad-endpoint"],
    ["https://:2376", "bad-endpoint"],
    ["ssh://u@%", "bad-endpoint"],
    ["ssh://%@host", "bad-endpoint"],
    ["ssh://%zz%@host", "bad-endpoint"],
    ["ssh://u%00@host", "bad-endpoint"],
    ["ssh://u@", "bad-endpoint"],
    ["ssh://u@ho st", "bad-endpoint"],
    ["ssh://u@ho%20st", "bad-endpoint"],
    ["ssh://u@host:0", "bad-endpoint"],
    ["ssh://u@host:99999", "bad-endpoint"],
    ["ssh://u@host:22:22", "bad-endpoint"],
    ["ssh://host/%", "bad-endpoint"],
    ["unix://", "bad-endpoint"],
    ["unix:///a\0b", "bad-endpoint"],
    ["://", "bad-endpoint"],
  ])("%s: %s", async (setting, kind) => {
    expect(await faultOf({ setting })).toMatchObject({ kind, endpoint: setting });
  });

  it("a context that does not exist", async () => {
    expect(await faultOf({ variables: { DOCKER_CONTEXT: "gone" } })).toMatchObject({ kind: "bad-endpoint" });
  });

  it("no socket: not running where Docker is installed, not installed where it is not", async () => {
    const variables = { PATH: "/bin:/usr/bin" };
    expect(await faultOf({ variables, files: { "/usr/bin/docker": "" } })).toMatchObject({ kind: "not-running" });
    expect(await faultOf({ variables })).toMatchObject({ kind: "not-installed" });
  });
});
