import * as path from "node:path";
import { say, type Text } from "../../../../shared/text";
import { configDirectory, contextNamed, currentContext } from "./contexts";
import type { EndpointEnvironment } from "./endpointEnvironment";
import { EngineError, explainedFault, type EngineFault } from "../fault";
import { firstPlatformSocket, platformSockets } from "./platformSockets";
import type { SshDestination } from "./ssh";

/** What a TLS connection to an engine is made with. The client's certificate may be absent. */
export interface TlsMaterial {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** False where the user told Docker not to verify the engine's certificate. */
  readonly rejectUnauthorized?: boolean;
}

/** Where an engine listens, and who said so. */
export type Endpoint = (
  | { readonly kind: "socket"; readonly path: string }
  | { readonly kind: "tcp"; readonly host: string; readonly port: number; readonly tls?: TlsMaterial }
  | ({ readonly kind: "ssh" } & SshDestination)
) & {
  /** As a person would write it, such as `unix:///var/run/docker.sock`. */
  readonly address: string;
  /** What named it. */
  readonly source: EndpointSource;
  /** The context's name, where one named it. */
  readonly context?: string;
};

export type EndpointSource = "setting" | "DOCKER_HOST" | "context" | "default";

/**
 * The engine to talk to, in Docker's own order: our settings, `DOCKER_HOST`, `DOCKER_CONTEXT`, `currentContext` of the
 * CLI's configuration (docker/cli cli/command/cli.go, resolveContextName), then the platform's default sockets.
 * Throws {@link EngineError}.
 */
export async function findEndpoint(environment: EndpointEnvironment): Promise<Endpoint> {
  if (environment.setting.trim() !== "") return parseEndpoint(environment.setting.trim(), "setting", environment);
  const chosen = environment.contextSetting.trim();
  if (chosen !== "" && chosen !== "default") return endpointOfContext(chosen, environment);
  const variable = environment.variables.DOCKER_HOST?.trim();
  // The context called "default" is what there is without any other one: DOCKER_HOST, else the platform's socket.
  if (variable) return parseEndpoint(variable, "DOCKER_HOST", environment);
  const context = chosen === "default" ? undefined : await currentContext(environment);
  if (context !== undefined) return endpointOfContext(context, environment);
  return defaultEndpoint(environment);
}

/** The engine that a reference names: an address as `DOCKER_HOST` takes it, or a context's name. Throws EngineError. */
export function endpointOf(reference: string, environment: EndpointEnvironment): Promise<Endpoint> {
  return reference.includes("://")
    ? findEndpoint({ ...environment, setting: reference })
    : findEndpoint({ ...environment, setting: "", contextSetting: reference });
}

/** Reads an endpoint in the forms that `DOCKER_HOST` takes. Throws {@link EngineError} for what it cannot reach. */
export async function parseEndpoint(
  text: string,
  source: EndpointSource,
  environment: EndpointEnvironment,
): Promise<Endpoint> {
  const [, scheme = "tcp", rest = ""] = /^(?:([a-z]+):\/\/)?(.*)$/isu.exec(text) ?? [];
  switch (scheme.toLowerCase()) {
    case "unix":
      if (!rest.startsWith("/") || /\p{Cc}/u.test(rest))
        fail("bad-endpoint", say`${text} names no absolute path`, text);
      return { kind: "socket", path: rest, address: `unix://${rest}`, source };
    case "npipe":
      if (environment.platform !== "win32") fail("unsupported-endpoint", say`named pipes exist on Windows only`, text);
      if (!/^[/\\]{2}[^/\\]+[/\\]pipe[/\\]./iu.test(rest)) fail("bad-endpoint", say`${text} names no pipe`, text);
      return { kind: "socket", path: rest.replaceAll("/", "\\"), address: text, source };
    case "tcp":
    case "http":
    case "https":
      return tcpEndpoint(text, scheme.toLowerCase(), rest, source, environment);
    case "ssh":
      return sshEndpoint(text, source);
    case "fd":
      return fail("unsupported-endpoint", say`fd:// is an address for the engine, not for its clients`, text);
    default:
      return fail("bad-endpoint", say`${scheme}:// is not a way to reach an engine`, text);
  }
}

async function tcpEndpoint(
  text: string,
  scheme: string,
  rest: string,
  source: EndpointSource,
  environment: EndpointEnvironment,
): Promise<Endpoint> {
  const url = URL.canParse(`http://${rest}`) ? new URL(`http://${rest}`) : undefined;
  if (!url?.hostname) return fail("bad-endpoint", say`${text} names no host and port`, text);
  const verify = Boolean(environment.variables.DOCKER_TLS_VERIFY);
  const secure = scheme === "https" || (source === "DOCKER_HOST" && verify);
  const explicitPort = /:(\d+)(?:[/?#]|$)/u.exec(rest.replace(/^\[[^\]]*\]/u, ""))?.[1];
  const port = explicitPort === undefined ? (secure ? 2376 : 2375) : Number(explicitPort);
  if (port === 0) return fail("bad-endpoint", say`${text} names no port`, text);
  const host = url.hostname.replace(/^\[|\]$/gu, "");
  const address = `tcp://${url.hostname}:${port}`;
  if (!secure) return { kind: "tcp", host, port, address, source };
  const directory = environment.variables.DOCKER_CERT_PATH ?? configDirectory(environment);
  return { kind: "tcp", host, port, address, source, tls: await readTls(directory, address, environment) };
}

/** The forms that docker/cli cli/connhelper/ssh takes. What starts with a dash would be an option to ssh. */
function sshEndpoint(text: string, source: EndpointSource): Endpoint {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const host = decoded(url?.hostname ?? "").replace(/^\[|\]$/gu, "");
  const user = decoded(url?.username ?? "");
  const socket = url?.pathname.replace(/^\/$/u, "") ?? "";
  if (!/^[\w.:][\w.:-]*$/u.test(host) || url?.port === "0")
    return fail("bad-endpoint", say`${text} names no host`, text);
  if (url?.password) return fail("bad-endpoint", say`an ssh address must not hold a password`, `ssh://${host}`);
  if (user.startsWith("-") || /[\s\p{Cc}%]/u.test(user)) return fail("bad-endpoint", say`${text} names no user`, text);
  if (!/^[\w./-]*$/u.test(socket)) return fail("bad-endpoint", say`${text} names no path of a socket`, text);
  return {
    kind: "ssh",
    host,
    ...(user === "" ? {} : { user }),
    ...(url?.port ? { port: Number(url.port) } : {}),
    ...(socket === "" ? {} : { socket }),
    address: text,
    source,
  };
}

/** Whoever reads the message needs no password to find the mistake. */
function withoutPassword(text: string): string {
  return text.replace(/(:\/\/[^\s/:@]*):[^\s/]*@/u, "$1@");
}

/** Escapes that are none stay as they stand, and are no part of a name. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** All three files, as Docker wants them with DOCKER_CERT_PATH. */
async function readTls(directory: string, address: string, environment: EndpointEnvironment): Promise<TlsMaterial> {
  const { ca, cert, key } = await readCertificates(directory, environment);
  if (ca === undefined || cert === undefined || key === undefined) {
    return fail("tls", say`ca.pem, cert.pem and key.pem cannot all be read`, address);
  }
  return { ca, cert, key };
}

async function readCertificates(directory: string, environment: EndpointEnvironment): Promise<TlsMaterial> {
  const [ca, cert, key] = await Promise.all(
    ["ca.pem", "cert.pem", "key.pem"].map((name) => environment.readFile(path.join(directory, name))),
  );
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

async function endpointOfContext(name: string, environment: EndpointEnvironment): Promise<Endpoint> {
  const context = await contextNamed(name, environment);
  if (context?.host === undefined) {
    return fail("bad-endpoint", say`the Docker context "${name}" does not exist or names no host`, name);
  }
  const endpoint = { ...(await parseEndpoint(context.host, "context", environment)), context: name };
  if (endpoint.kind !== "tcp" || endpoint.tls !== undefined) return endpoint;
  // A context may hold the CA alone, for an engine that asks for no client certificate (docker/cli context create).
  const found = await readCertificates(context.certificates, environment);
  if (found.cert !== undefined && found.key === undefined) {
    return fail("tls", say`the context "${name}" has a certificate and no key`, endpoint.address);
  }
  const skip = context.skipTlsVerify ? { rejectUnauthorized: false } : {};
  const tls = { ...found, ...skip };
  return Object.keys(tls).length === 0 ? endpoint : { ...endpoint, tls };
}

async function defaultEndpoint(environment: EndpointEnvironment): Promise<Endpoint> {
  const scheme = environment.platform === "win32" ? "npipe" : "unix";
  const socket = await firstPlatformSocket(environment);
  if (socket !== undefined) {
    return { kind: "socket", path: socket, address: `${scheme}://${socket}`, source: "default" };
  }
  const installed = await onPath(environment);
  const usual = platformSockets(environment)[0] ?? "";
  return fail(installed ? "not-running" : "not-installed", say`no engine socket exists`, `${scheme}://${usual}`);
}

async function onPath(environment: EndpointEnvironment): Promise<boolean> {
  const windows = environment.platform === "win32";
  const names = windows ? ["docker.exe"] : ["docker", "dockerd", "podman"];
  for (const folder of (environment.variables.PATH ?? "").split(windows ? ";" : ":")) {
    for (const name of folder === "" ? [] : names) if (await environment.exists(path.join(folder, name))) return true;
  }
  return false;
}

function fail(kind: EngineFault["kind"], { parts, values }: Text, endpoint: string): never {
  const words = { parts, values: values.map((value) => (typeof value === "string" ? withoutPassword(value) : value)) };
  throw new EngineError({ ...explainedFault(kind, words), endpoint: withoutPassword(endpoint) });
}
