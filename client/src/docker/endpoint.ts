import { createHash } from "node:crypto";
import * as path from "node:path";
import { EngineError, type EngineFault } from "./fault";

/** Client certificate material for an engine that listens with TLS. */
export interface TlsMaterial {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Where an engine listens, and who said so. */
export type Endpoint = (
  | { readonly kind: "socket"; readonly path: string }
  | { readonly kind: "tcp"; readonly host: string; readonly port: number; readonly tls?: TlsMaterial }
) & {
  /** As a person would write it, such as `unix:///var/run/docker.sock`. */
  readonly address: string;
  /** What named it: the setting, `DOCKER_HOST`, a context's name, or the platform's default. */
  readonly source: EndpointSource;
};

export type EndpointSource = "setting" | "DOCKER_HOST" | "context" | "default";

/** What finding the endpoint needs to know of the outside. */
export interface EndpointSurroundings {
  /** The setting `hostside.docker.host`; empty when unset. */
  readonly setting: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** The text of a file, or undefined where it cannot be read. */
  readFile(file: string): Promise<string | undefined>;
  exists(file: string): Promise<boolean>;
}

/**
 * The engine to talk to, in Docker's own order: our setting, `DOCKER_HOST`, `DOCKER_CONTEXT`, `currentContext` of the
 * CLI's configuration (docker/cli cli/command/cli.go, resolveContextName), then the platform's default sockets.
 * dockerode itself knows no contexts. Throws {@link EngineError}.
 */
export async function findEndpoint(around: EndpointSurroundings): Promise<Endpoint> {
  if (around.setting.trim() !== "") return parseEndpoint(around.setting.trim(), "setting", around);
  const variable = around.variables.DOCKER_HOST?.trim();
  if (variable) return parseEndpoint(variable, "DOCKER_HOST", around);
  const context = await currentContext(around);
  if (context !== undefined) return endpointOfContext(context, around);
  return defaultEndpoint(around);
}

/** Reads an endpoint in the forms that `DOCKER_HOST` takes. Throws {@link EngineError} for what it cannot reach. */
export async function parseEndpoint(
  text: string,
  source: EndpointSource,
  around: EndpointSurroundings,
): Promise<Endpoint> {
  const [, scheme = "tcp", rest = ""] = /^(?:([a-z]+):\/\/)?(.*)$/isu.exec(text) ?? [];
  switch (scheme.toLowerCase()) {
    case "unix":
      if (!rest.startsWith("/")) fail("bad-endpoint", `${text} names no absolute path`, text);
      return { kind: "socket", path: rest, address: `unix://${rest}`, source };
    case "npipe":
      if (around.platform !== "win32") fail("unsupported-endpoint", "named pipes exist on Windows only", text);
      return { kind: "socket", path: rest.replaceAll("/", "\\"), address: text, source };
    case "tcp":
    case "http":
    case "https":
      return tcpEndpoint(text, scheme.toLowerCase(), rest, source, around);
    case "ssh":
      return fail("unsupported-endpoint", "engines over ssh", text);
    default:
      return fail("bad-endpoint", `${scheme}:// is not a way to reach an engine`, text);
  }
}

async function tcpEndpoint(
  text: string,
  scheme: string,
  rest: string,
  source: EndpointSource,
  around: EndpointSurroundings,
): Promise<Endpoint> {
  const url = URL.canParse(`http://${rest}`) ? new URL(`http://${rest}`) : undefined;
  if (!url?.hostname) return fail("bad-endpoint", `${text} names no host and port`, text);
  const verify = Boolean(around.variables.DOCKER_TLS_VERIFY);
  const secure = scheme === "https" || (source === "DOCKER_HOST" && verify);
  const explicitPort = /:(\d+)(?:\/|$)/u.exec(rest.replace(/^\[[^\]]*\]/u, ""))?.[1];
  const port = explicitPort === undefined ? (secure ? 2376 : 2375) : Number(explicitPort);
  const host = url.hostname.replace(/^\[|\]$/gu, "");
  const address = `tcp://${url.hostname}:${port}`;
  if (!secure) return { kind: "tcp", host, port, address, source };
  const directory = around.variables.DOCKER_CERT_PATH ?? configDirectory(around);
  return { kind: "tcp", host, port, address, source, tls: await readTls(directory, address, around) };
}

async function readTls(directory: string, address: string, around: EndpointSurroundings): Promise<TlsMaterial> {
  const [ca, cert, key] = await Promise.all(
    ["ca.pem", "cert.pem", "key.pem"].map((name) => around.readFile(path.join(directory, name))),
  );
  if (ca === undefined || cert === undefined || key === undefined) {
    return fail("tls", "ca.pem, cert.pem and key.pem cannot all be read", address);
  }
  return { ca, cert, key };
}

/** The directory of the CLI's configuration: `DOCKER_CONFIG`, else `~/.docker`. */
function configDirectory(around: EndpointSurroundings): string {
  return around.variables.DOCKER_CONFIG || path.join(around.home, ".docker");
}

async function currentContext(around: EndpointSurroundings): Promise<string | undefined> {
  const variable = around.variables.DOCKER_CONTEXT?.trim();
  if (variable) return variable === "default" ? undefined : variable;
  const config = parseJson(await around.readFile(path.join(configDirectory(around), "config.json")));
  const name = field(config, "currentContext");
  return typeof name === "string" && name !== "" && name !== "default" ? name : undefined;
}

/** A context's folder is the SHA-256 of its name (docker/cli cli/context/store/metadatastore.go). */
async function endpointOfContext(name: string, around: EndpointSurroundings): Promise<Endpoint> {
  const folder = createHash("sha256").update(name).digest("hex");
  const contexts = path.join(configDirectory(around), "contexts");
  const meta = parseJson(await around.readFile(path.join(contexts, "meta", folder, "meta.json")));
  const host = field(field(field(meta, "Endpoints"), "docker"), "Host");
  if (typeof host !== "string" || host === "") {
    return fail("bad-endpoint", `the Docker context "${name}" does not exist or names no host`, name);
  }
  const endpoint = await parseEndpoint(host, "context", around);
  if (endpoint.kind !== "tcp" || endpoint.tls !== undefined) return endpoint;
  const certificates = path.join(contexts, "tls", folder, "docker");
  if (!(await around.exists(path.join(certificates, "cert.pem")))) return endpoint;
  return { ...endpoint, tls: await readTls(certificates, endpoint.address, around) };
}

/** The sockets that engines of this platform listen on unless told otherwise, the usual one first. */
function defaultSockets(around: EndpointSurroundings): string[] {
  if (around.platform === "win32") return ["\\\\.\\pipe\\docker_engine"];
  const runtime = around.variables.XDG_RUNTIME_DIR;
  return [
    "/var/run/docker.sock",
    ...(runtime ? [path.join(runtime, "docker.sock")] : []),
    path.join(around.home, ".docker", "run", "docker.sock"),
    path.join(around.home, ".docker", "desktop", "docker.sock"),
  ];
}

async function defaultEndpoint(around: EndpointSurroundings): Promise<Endpoint> {
  const sockets = defaultSockets(around);
  const scheme = around.platform === "win32" ? "npipe" : "unix";
  for (const socket of sockets) {
    if (await around.exists(socket)) {
      return { kind: "socket", path: socket, address: `${scheme}://${socket}`, source: "default" };
    }
  }
  const installed = await onPath(around);
  return fail(
    installed ? "not-running" : "not-installed",
    "no engine socket exists",
    `${scheme}://${sockets[0] ?? ""}`,
  );
}

async function onPath(around: EndpointSurroundings): Promise<boolean> {
  const windows = around.platform === "win32";
  const names = windows ? ["docker.exe"] : ["docker", "dockerd", "podman"];
  for (const folder of (around.variables.PATH ?? "").split(windows ? ";" : ":")) {
    for (const name of folder === "" ? [] : names) if (await around.exists(path.join(folder, name))) return true;
  }
  return false;
}

function fail(kind: EngineFault["kind"], detail: string, endpoint: string): never {
  throw new EngineError({ kind, detail, endpoint });
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // A configuration that is not JSON names no context; the CLI warns and goes on as well.
    return undefined;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
