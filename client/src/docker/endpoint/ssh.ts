import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { Agent } from "node:http";
import { Duplex } from "node:stream";
import { say } from "../../../../shared/text";
import { EngineError, explainedFault, type EngineFault, type EngineFaultKind } from "../fault";
import { sanitize } from "../sanitize";

/** An engine that is reached through ssh. */
export interface SshDestination {
  readonly address: string;
  readonly host: string;
  readonly user?: string;
  readonly port?: number;
  /** Socket of the engine on that machine, where it is not the usual one. */
  readonly socket?: string;
}

/**
 * An HTTP agent each of whose connections is `ssh HOST docker system dial-stdio`, as Docker's own client does it
 * (docker/cli cli/connhelper). It is the user's ssh: their configuration, keys, agent and known hosts.
 */
export function sshAgent(destination: SshDestination): Agent {
  // A connection that has been idle for a while is closed, which ends its ssh.
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 1 });
  agent.createConnection = () => new SshStream(destination);
  return agent;
}

/** What ssh is started with. No shell is involved here; the far shell gets constants and a checked path. */
export function sshParameters({ host, user, port, socket }: SshDestination): string[] {
  return [
    // Nobody could answer a question, so ssh must not ask one.
    ...["-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-o", "ServerAliveInterval=15", "-T"],
    ...(user === undefined ? [] : ["-l", user]),
    ...(port === undefined ? [] : ["-p", String(port)]),
    ...["--", host, "docker", ...(socket === undefined ? [] : ["--host", `unix://${socket}`]), "system", "dial-stdio"],
  ];
}

/** The standard input and output of an ssh as a connection. Its failure is what ssh wrote to its standard error. */
class SshStream extends Duplex {
  private readonly child: ChildProcessWithoutNullStreams;
  private said = "";

  constructor(destination: SshDestination) {
    super();
    const child = spawn("ssh", sshParameters(destination), { stdio: "pipe", windowsHide: true });
    this.child = child;
    child.stderr.setEncoding("utf8").on("data", (text: string) => (this.said = (this.said + text).slice(-4096)));
    child.stdout.on("data", (chunk: Buffer) => {
      if (!this.push(chunk)) child.stdout.pause();
    });
    // Writing to an ssh that has ended is told by its end.
    child.stdin.on("error", () => undefined);
    child.once("error", (error) => this.destroy(new EngineError(sshFault(destination, -1, error.message))));
    child.once("close", (code) => {
      if (code === 0) this.push(null);
      else this.destroy(new EngineError(sshFault(destination, code ?? -1, this.said)));
    });
  }

  override _read(): void {
    this.child.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.child.stdin.write(chunk, () => done());
  }

  override _final(done: (error?: Error | null) => void): void {
    this.child.stdin.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.child.kill();
    done(error);
  }

  // What Node's HTTP client asks of a socket and a pipe does not have.
  setKeepAlive(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setTimeout(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

/** What ssh, or the docker at its far end, writes before it gives up, in small letters; the first that matches decides. */
const meanings: readonly (readonly [RegExp, EngineFaultKind])[] = [
  [/host key verification failed|no \S+ host key is known|host identification has changed/u, "host-key"],
  [/permission denied while trying to connect to the docker/u, "permission"],
  [/permission denied \(|too many authentication failures|no supported authentication/u, "ssh"],
  [/could not resolve hostname|no route to host|network is unreachable|connection refused/u, "unreachable"],
  [/timed? ?out/u, "timeout"],
  [/docker: (?:command )?not found|no such file or directory: docker|'docker' is not recognized/u, "not-installed"],
  [/cannot connect to the docker daemon|dial unix|no such file or directory/u, "not-running"],
];

/** Why ssh ended, from what it wrote; exported for its test. */
export function sshFault(destination: SshDestination, code: number, said: string): EngineFault {
  const inSmallLetters = said.toLowerCase();
  const kind = meanings.find(([pattern]) => pattern.test(inSmallLetters))?.[1] ?? "ssh";
  const lines = said.split(/\r?\n/u).filter((line) => line.trim() !== "");
  const detail = sanitize(lines.at(-1) ?? "", 400);
  const fault = detail === "" ? explainedFault(kind, say`ssh ended with code ${code}`) : { kind, detail };
  return { ...fault, endpoint: destination.address };
}
