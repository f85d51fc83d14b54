import { execFile } from "node:child_process";
import { connect } from "node:net";
import { callEngineJson } from "../../scripts/engine/http.mjs";
import { composeEnvironment } from "../../scripts/compose/oracle.mjs";

/** How a call from inside a container ended. */
export type Call = "answered" | "no such name" | "no answer";

/** What a running service shows. */
export interface Seen {
  /** Whether ports are published; undefined where it has none or does not run. */
  readonly published: boolean | undefined;
  /** What becomes of the address in its `PEER_URL`; undefined without one, or where it does not run. */
  readonly call: Call | undefined;
}

/** What Docker made of a project. */
export interface Observation {
  /** What Compose or the engine said when they refused; undefined where everything started. */
  readonly refused: string | undefined;
  /** Whether a port could not be bound. */
  readonly conflict: boolean;
  readonly services: Readonly<Record<string, Seen>>;
}

/** The Docker of a slot: programs, engine, folder and the name that its projects have. */
export interface Docker {
  readonly compose: string;
  readonly socket: string;
  readonly folder: string;
  readonly project: string;
}

const bindFailed = /port is already allocated|bind: address already in use|failed to bind host port/iu;

interface Binding {
  readonly HostIp: string;
  readonly HostPort: string;
}

interface Inspected {
  readonly Id: string;
  readonly State: { readonly Running: boolean };
  readonly Config: { readonly Labels: Readonly<Record<string, string>>; readonly Env: readonly string[] };
  readonly HostConfig: { readonly PortBindings: Readonly<Record<string, unknown>> | null };
  readonly NetworkSettings: {
    readonly Ports: Readonly<Record<string, readonly Binding[] | null>> | null;
  };
}

/** Starts the project, looks at it, and removes it. Throws where Compose could not be run at all. */
export async function observe(docker: Docker): Promise<Observation> {
  const config = await compose(docker, "config", "-q");
  if (config.failed) return { refused: config.said, conflict: false, services: {} };
  try {
    const up = await compose(docker, "up", "-d", "--pull", "never");
    if (up.failed) return { refused: up.said, conflict: bindFailed.test(up.said), services: {} };
    const containers = await containersOf(docker);
    const services: Record<string, Seen> = {};
    for (const container of containers) {
      const name = container.Config.Labels["com.docker.compose.service"] ?? "";
      services[name] = await seenOf(docker, container);
    }
    const stopped = containers.some((container) => !container.State.Running);
    const conflict = stopped && bindFailed.test((await compose(docker, "logs", "--no-color")).said);
    return { refused: undefined, conflict, services };
  } finally {
    await compose(docker, "down", "-t", "0", "--remove-orphans");
  }
}

async function containersOf({ socket, project }: Docker): Promise<Inspected[]> {
  const filters = encodeURIComponent(JSON.stringify({ label: [`com.docker.compose.project=${project}`] }));
  const listed = await callEngineJson<{ Id: string }[]>(socket, `/containers/json?all=1&filters=${filters}`);
  return Promise.all(listed.map(({ Id }) => callEngineJson<Inspected>(socket, `/containers/${Id}/json`)));
}

async function seenOf(docker: Docker, container: Inspected): Promise<Seen> {
  if (!container.State.Running) return { published: undefined, call: undefined };
  const bindings = Object.keys(container.HostConfig.PortBindings ?? {});
  const ports = Object.values(container.NetworkSettings.Ports ?? {}).flatMap((each) => each ?? []);
  const published = bindings.length === 0 ? undefined : ports[0] !== undefined && (await opens(ports[0]));
  const url = container.Config.Env.find((each) => each.startsWith("PEER_URL="))?.slice("PEER_URL=".length);
  return { published, call: url === undefined ? undefined : await called(docker, container, url) };
}

async function called(docker: Docker, container: Inspected, url: string): Promise<Call> {
  const service = container.Config.Labels["com.docker.compose.service"] ?? "";
  const { said } = await compose(docker, "exec", "-T", service, "timeout", "8", "wget", "-O-", url);
  if (said.includes("bad address")) return "no such name";
  return /404 Not Found|200 OK/u.test(said) ? "answered" : "no answer";
}

/** Whether something takes connections on a port of the host. */
function opens({ HostIp: host, HostPort: port }: Binding): Promise<boolean> {
  const isAny = ["", "0.0.0.0", "::"].includes(host);
  return new Promise((resolve) => {
    const socket = connect({ host: isAny ? "127.0.0.1" : host, port: Number(port), timeout: 2_000 });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}

function compose(docker: Docker, ...words: string[]): Promise<{ failed: boolean; said: string }> {
  const { compose: program, socket, folder, project } = docker;
  const env = { ...composeEnvironment, DOCKER_HOST: `unix://${socket}` };
  return new Promise((resolve, reject) => {
    execFile(program, ["-p", project, ...words], { cwd: folder, env, timeout: 90_000 }, (error, out, err) => {
      if (error !== null && typeof error.code !== "number")
        reject(new Error(`Docker Compose could not be run: ${error.message}`));
      else resolve({ failed: error !== null, said: `${out}${err}` });
    });
  });
}
