import { createHash } from "node:crypto";
import * as path from "node:path";
import type { EndpointEnvironment } from "./endpointEnvironment";
import { sanitize } from "../sanitize";
import { record } from "../record";

/** A context of Docker's command line, as its store has it. */
export interface DockerContext {
  readonly name: string;
  /** Its engine as `DOCKER_HOST` would name it; undefined where the context has none. */
  readonly host: string | undefined;
  readonly description: string;
  /** The folder that holds its `ca.pem`, `cert.pem` and `key.pem`, where it has any. */
  readonly certificates: string;
  readonly skipTlsVerify: boolean;
}

/** The directory of the CLI's configuration: `DOCKER_CONFIG`, else `~/.docker`. */
export function configDirectory(environment: EndpointEnvironment): string {
  return environment.variables.DOCKER_CONFIG || path.join(environment.home, ".docker");
}

/** The context that the CLI would use, where it is not the default one: `DOCKER_CONTEXT`, then `currentContext`. */
export async function currentContext(environment: EndpointEnvironment): Promise<string | undefined> {
  const variable = environment.variables.DOCKER_CONTEXT?.trim();
  if (variable) return variable === "default" ? undefined : variable;
  const config = parseJson(await environment.readFile(path.join(configDirectory(environment), "config.json")));
  const name = record(config).currentContext;
  return typeof name === "string" && name !== "" && name !== "default" ? name : undefined;
}

/** The context of this name. */
export async function contextNamed(name: string, environment: EndpointEnvironment): Promise<DockerContext | undefined> {
  return contextIn(folderOf(name), environment);
}

/** The file that says what the context of this name is. */
export function contextFile(name: string, environment: EndpointEnvironment): string {
  return path.join(configDirectory(environment), "contexts", "meta", folderOf(name), "meta.json");
}

/** Every context that the store holds, by name. The default one is no entry of the store. */
export async function storedContexts(environment: EndpointEnvironment): Promise<DockerContext[]> {
  const folders = await environment.list(path.join(configDirectory(environment), "contexts", "meta"));
  const contexts = await Promise.all(folders.map((folder) => contextIn(folder, environment)));
  return contexts
    .filter((context) => context !== undefined)
    .sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
}

async function contextIn(folder: string, environment: EndpointEnvironment): Promise<DockerContext | undefined> {
  const contexts = path.join(configDirectory(environment), "contexts");
  const meta = record(parseJson(await environment.readFile(path.join(contexts, "meta", folder, "meta.json"))));
  if (typeof meta.Name !== "string" || meta.Name === "") return undefined;
  const docker = record(record(meta.Endpoints).docker);
  const description = record(meta.Metadata).Description;
  return {
    name: meta.Name,
    host: typeof docker.Host === "string" && docker.Host !== "" ? docker.Host : undefined,
    description: typeof description === "string" ? sanitize(description) : "",
    certificates: path.join(contexts, "tls", folder, "docker"),
    skipTlsVerify: docker.SkipTLSVerify === true,
  };
}

/** A context's folder is the SHA-256 of its name (docker/cli cli/context/store/metadatastore.go). */
function folderOf(name: string): string {
  return createHash("sha256").update(name).digest("hex");
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
