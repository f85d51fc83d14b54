import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { captureAddress, captureTargets } from "../../../src/insight/capture/edgeshark";

const servers: Server[] = [];

/** Answers on loopback at the path that Edgeshark answers at. */
async function serve(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    if (request.method === "GET" && request.url === "/discover/mobyshark") answer(response);
    else response.writeHead(404).end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const web = {
  ...{ name: "web", type: "docker", prefix: "", netns: 4026532000, pid: 42, starttime: 7 },
  "network-interfaces": ["eth0", "eth1", "lo"],
};

test("Edgeshark's containers are read, and nothing else that it lists", async () => {
  const others = [
    { name: "init", type: "proc", netns: 1, "network-interfaces": ["lo"] },
    { name: "bare", type: "docker", netns: 2, "network-interfaces": [] },
    { name: "odd", type: "docker", netns: 3, "network-interfaces": ["a/b", 7] },
    null,
  ];
  const address = await serve((response) => response.end(JSON.stringify({ containers: [web, ...others] })));
  expect(await captureTargets(address)).toEqual([
    { name: "web", interfaces: ["eth0", "eth1", "lo"], description: web },
  ]);
});

test("who does not answer as Edgeshark does is not taken for it", async () => {
  const noJson = await serve((response) => response.end("<html>"));
  const other = await serve((response) => response.end("[]"));
  const refusing = await serve((response) => response.writeHead(503).end(JSON.stringify({ containers: [web] })));
  const cut = await serve((response) => {
    response.writeHead(200, { "content-length": "1000" }).write("{");
    response.destroy();
  });
  const huge = await serve((response) => response.end(Buffer.alloc(9 * 1024 * 1024, " ")));
  for (const address of [noJson, other, refusing, cut, huge]) expect(await captureTargets(address)).toBeUndefined();
  const gone = await serve((response) => response.end());
  await new Promise((resolve) => servers.pop()?.close(resolve));
  expect(await captureTargets(gone)).toBeUndefined();
});

test("asking ends with its signal", async () => {
  const ending = new AbortController();
  const silent = await serve(() => ending.abort());
  expect(await captureTargets(silent, ending.signal)).toBeUndefined();
});

test("the address names the container and its interfaces, loopback only where there is no other", () => {
  const near = { scheme: "http", authority: "localhost:5001", path: "/" };
  const target = { name: "web", interfaces: ["eth0", "eth1", "lo"], description: web };
  const url = captureAddress(near, target);
  expect(url).toMatch(/^packetflix:ws:\/\/localhost:5001\/capture\?container=%7B/u);
  const query = new URLSearchParams(url.slice(url.indexOf("?")));
  expect(query.get("nif")).toBe("eth0/eth1");
  expect(JSON.parse(query.get("container") ?? "")).toEqual({ ...web, "network-interfaces": ["eth0", "eth1"] });
  const far = { scheme: "https", authority: "example.com", path: "/proxy/5001/" };
  const alone = captureAddress(far, { ...target, interfaces: ["lo"] });
  expect(alone).toMatch(/^packetflix:wss:\/\/example\.com\/proxy\/5001\/capture\?.*&nif=lo$/u);
});

test("a name cannot add a parameter to the address", () => {
  const name = 'a&nif=host"';
  const description = { ...web, name };
  const url = captureAddress(
    { scheme: "http", authority: "localhost:5001", path: "/" },
    { name, interfaces: ["eth0"], description },
  );
  const query = new URLSearchParams(url.slice(url.indexOf("?")));
  expect(query.getAll("nif")).toEqual(["eth0"]);
});
