import { createServer as createHttpServer } from "node:http";
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterEach, expect, it } from "vitest";
import { schemeAt } from "../../src/docker/api/httpProbe";

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** Listens on loopback alone. */
async function listening(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it("knows a web server, and asks it by HEAD alone", async () => {
  const asked: string[] = [];
  const server = createHttpServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(302, { Location: "http://192.0.2.1/" }).end();
  });
  expect(await schemeAt(await listening(server))).toBe("http");
  expect(asked).toEqual(["HEAD /"]);
});

it("takes a server that refuses the request for a web server all the same", async () => {
  const server = createHttpServer((_, response) => response.writeHead(400).end());
  expect(await schemeAt(await listening(server))).toBe("http");
});

it.each([
  ["greets like sshd", (server: Server) => server.on("connection", (socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"))],
  ["hangs up like PostgreSQL", (server: Server) => server.on("connection", (socket) => socket.end())],
  ["says nothing", (server: Server) => server.on("connection", (socket) => socket.on("error", () => undefined))],
])("leaves out what %s", async (_, behave) => {
  const server = createServer();
  behave(server);
  expect(await schemeAt(await listening(server))).toBeUndefined();
});

it("leaves out a port where nobody listens, and ends when it is no longer wanted", async () => {
  const server = createServer();
  const address = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  expect(await schemeAt(address)).toBeUndefined();
  expect(await schemeAt(address, AbortSignal.abort())).toBeUndefined();
});
