import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createServer as createTlsServer } from "node:tls";
import type { Endpoint } from "../../src/docker/endpoint/endpoint";

/** The ways to an engine. */
export const transports = ["unix", "tcp", "tls", "ssh"] as const;
export type Transport = (typeof transports)[number];

/** A server on loopback that sends whatever bytes it is told to, by any of the ways to an engine. */
export interface HostileEngine {
  readonly endpoint: (transport: Transport) => Endpoint;
  /** First lines of the requests so far, such as `GET /version HTTP/1.1`. */
  readonly requests: string[];
  /** Bytes that the connections have taken so far. */
  readonly sent: () => number;
  /** Open connections. */
  readonly open: () => number;
  /** Answers a request by its first line; true where the connection is to be closed after it. */
  answer: (line: string, socket: Socket) => void;
  close(): Promise<void>;
}

/** Starts one. The ssh is a program of that name, first on PATH until it is closed. */
export async function startHostileEngine(): Promise<HostileEngine> {
  const folder = await mkdtemp(path.join(tmpdir(), "hostside-hostile-"));
  const sockets = new Set<Socket>();
  let closedBytes = 0;
  const serve = (socket: Socket): void => {
    sockets.add(socket);
    let text = "";
    socket.on("error", () => undefined);
    socket.on("close", () => {
      sockets.delete(socket);
      closedBytes += socket.bytesWritten;
    });
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      for (;;) {
        const end = text.indexOf("\r\n\r\n");
        if (end < 0) return;
        const head = text.slice(0, end);
        const length = Number(/^content-length: (\d+)$/imu.exec(head)?.[1] ?? 0);
        if (text.length < end + 4 + length) return;
        text = text.slice(end + 4 + length);
        const line = head.split("\r\n")[0] ?? "";
        engine.requests.push(line);
        engine.answer(line, socket);
      }
    });
  };
  const key = path.join(folder, "key.pem");
  const cert = path.join(folder, "cert.pem");
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
  const parameters = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...names];
  execFileSync("openssl", [...parameters, "-keyout", key, "-out", cert], { stdio: "ignore" });
  const ca = await readFile(cert, "utf8");
  const servers = {
    unix: createServer(serve),
    tcp: createServer(serve),
    tls: createTlsServer({ key: await readFile(key), cert: ca }, serve),
  };
  const socketPath = path.join(folder, "docker.sock");
  await listening(servers.unix, socketPath);
  await listening(servers.tcp, 0);
  await listening(servers.tls, 0);
  const portOf = (server: Server): number => (server.address() as AddressInfo).port;
  const usualPath = process.env.PATH;
  process.env.PATH = `${folder}${path.delimiter}${usualPath ?? ""}`;
  await writeFile(
    path.join(folder, "ssh"),
    `#!${process.execPath}
const socket = require("node:net").connect(${JSON.stringify(socketPath)});
process.stdin.pipe(socket).pipe(process.stdout);
process.stdout.on("error", () => process.exit(0));
socket.on("error", () => process.exit(0)).on("close", () => process.exit(0));
`,
  );
  await chmod(path.join(folder, "ssh"), 0o755);
  const engine: HostileEngine = {
    endpoint: (transport) => {
      switch (transport) {
        case "unix":
          return { kind: "socket", path: socketPath, address: `unix://${socketPath}`, source: "setting" };
        case "ssh":
          return { kind: "ssh", host: "build.example", address: "ssh://build.example", source: "setting" };
        default: {
          const port = portOf(servers[transport]);
          const tls = transport === "tls" ? { tls: { ca } } : {};
          return {
            kind: "tcp",
            host: "127.0.0.1",
            port,
            address: `tcp://127.0.0.1:${port}`,
            source: "setting",
            ...tls,
          };
        }
      }
    },
    requests: [],
    sent: () => [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, closedBytes),
    open: () => sockets.size,
    answer: (_, socket) => socket.destroy(),
    close: async () => {
      process.env.PATH = usualPath;
      for (const socket of sockets) socket.destroy();
      await Promise.all(Object.values(servers).map((server) => new Promise((done) => server.close(done))));
      await rm(folder, { recursive: true, force: true });
    },
  };
  return engine;
}

/** An answer with this body, as an HTTP server sends it. */
export function httpAnswer(body: string, status = "200 OK", headers: readonly string[] = []): string {
  const lines = [`HTTP/1.1 ${status}`, `Content-Length: ${Buffer.byteLength(body)}`, ...headers];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

/** Writes these bytes over and over for as long as the other side takes them. */
export function pour(socket: Socket, bytes: Buffer): void {
  const more = (): void => {
    while (socket.writable && socket.write(bytes));
  };
  socket.on("drain", more);
  more();
}

function listening(server: Server, where: string | number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    if (typeof where === "string") server.listen(where, resolve);
    else server.listen(where, "127.0.0.1", resolve);
  });
}
