import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { tryHere } from "../../../src/insight/reach/tryHere";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** Listens on a port that nobody has, and does this with each connection. */
async function listen(take: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined).resume();
    take(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

test("asks by HEAD alone, and knows the status of the answer", async () => {
  let asked = "";
  const port = await listen((socket) =>
    socket.on("data", (chunk) => {
      asked += chunk.toString();
      socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
    }),
  );
  expect(await tryHere({ host: "localhost", port })).toEqual({ kind: "connected", http: 404 });
  expect(asked).toBe(`HEAD / HTTP/1.0\r\nHost: localhost:${port}\r\n\r\n`);
});

test("what speaks something else, or says nothing, has accepted all the same", async () => {
  const greeting = await listen((socket) => socket.write("220 mail ready\r\n"));
  expect(await tryHere({ host: "127.0.0.1", port: greeting })).toEqual({ kind: "connected" });
  const silent = await listen(() => undefined);
  expect(await tryHere({ host: "127.0.0.1", port: silent })).toEqual({ kind: "connected" });
});

test("who closes without a word is told apart, as is who refuses", async () => {
  const port = await listen((socket) => socket.destroy());
  expect(await tryHere({ host: "127.0.0.1", port })).toEqual({ kind: "closed-at-once" });
  const [server] = servers.splice(0);
  await new Promise((resolve) => server?.close(resolve));
  expect(await tryHere({ host: "127.0.0.1", port })).toEqual({ kind: "refused" });
});

test("a name without an address is said, and a call that is no longer wanted ends", async () => {
  expect(await tryHere({ host: "nobody.invalid", port: 80 })).toEqual({ kind: "no-name" });
  const port = await listen(() => undefined);
  const ending = new AbortController();
  const call = tryHere({ host: "127.0.0.1", port }, ending.signal);
  ending.abort();
  await expect(call).rejects.toThrow();
});
