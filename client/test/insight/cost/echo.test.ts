import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { blockSize, echoCommand, roundTrip, throughput, type EchoAddress } from "../../../src/insight/cost/echo";

const servers: Server[] = [];
const open: Socket[] = [];

/** A server on loopback that does this with each connection. */
async function serve(with_: (socket: Socket) => void): Promise<EchoAddress> {
  const server = createServer((socket) => {
    open.push(socket);
    socket.on("error", () => undefined);
    with_(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { host: "127.0.0.1", port: (server.address() as AddressInfo).port };
}

/** What the helper's program does: after a line of `0` it sends everything back, after a number so many blocks. */
function answer(socket: Socket): void {
  let asked = "";
  socket.on("data", (chunk: Buffer) => {
    if (asked.endsWith("\n")) {
      socket.write(chunk);
      return;
    }
    const text = chunk.toString("latin1");
    asked = text.slice(0, text.indexOf("\n") + 1);
    if (asked === "0\n") socket.write(text.slice(asked.length));
    else socket.end(Buffer.alloc(Number(asked) * blockSize));
  });
}

afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

test("a round trip takes some time, and so does a transfer", async () => {
  const address = await serve(answer);
  expect(await roundTrip(address, 10)).toBeGreaterThan(0);
  expect(await throughput(address, 40)).toBeGreaterThan(0);
});

test("who closes, or is not there, has not answered", async () => {
  const closing = await serve((socket) => socket.end());
  expect(await roundTrip(closing, 10)).toBeUndefined();
  const short = await serve((socket) => socket.end(Buffer.alloc(blockSize)));
  expect(await throughput(short, 2)).toBeUndefined();
  const [server] = servers.splice(0, 1);
  for (const socket of open.splice(0)) socket.destroy();
  await new Promise((resolve) => server?.close(resolve));
  expect(await roundTrip(closing, 10)).toBeUndefined();
});

test("a measurement ends with its signal", async () => {
  const ending = new AbortController();
  const silent = await serve(() => ending.abort());
  await expect(roundTrip(silent, 10, ending.signal)).rejects.toThrow(/abort/iu);
  await expect(roundTrip(silent, 10, ending.signal)).rejects.toThrow(/abort/iu);
});

test("address and port reach the shell as parameters, never as its text", () => {
  const [shell, option, script, ...parameters] = echoCommand({ host: "127.0.0.1", port: 4000 });
  expect([shell, option]).toEqual(["sh", "-c"]);
  expect(script).not.toMatch(/127|4000/u);
  expect(parameters.slice(0, 3)).toEqual(["sh", "127.0.0.1", "4000"]);
});
