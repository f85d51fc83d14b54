import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { runHelper } from "../../src/docker/api/helperContainer";
import { ended, idOf, json, startFakeEngine, type FakeEngine } from "./fakeEngine";

let fake: FakeEngine;
/** What the engine has, by name and ID. */
let held: Set<string>;
/** How the engine meets each request to remove one, the first to come first; as usual afterwards. */
let removals: ((request: IncomingMessage, response: ServerResponse) => void)[];

const helper = { image: "busybox", command: ["cat"], networkMode: "host" };
const run = () => runHelper(createEngine(fake.endpoint, { call: 100, list: 100 }).connection, helper);
const nameIn = (url: string): string => new URL(url, "http://engine").searchParams.get("name") ?? "";
const notThere = (_: IncomingMessage, response: ServerResponse): void => {
  response.statusCode = 404;
  ended(response, '{"message":"No such container: it"}');
};
const askedToRemove = (): string[] => fake.requests.filter((request) => request.startsWith("DELETE"));

beforeEach(async () => {
  fake = await startFakeEngine();
  held = new Set();
  removals = [];
  fake.answer = (request, response) => {
    const url = request.url ?? "";
    if (url.startsWith("/containers/create")) {
      held.add(idOf(9));
      json(response, { Id: idOf(9) });
    } else if (url.endsWith("/wait")) json(response, { StatusCode: 0 });
    else if (url.includes("/logs")) ended(response, "printed");
    else if (request.method === "DELETE") {
      const meet = removals.shift();
      if (meet !== undefined) meet(request, response);
      else {
        const isThere = held.delete(/^\/containers\/([^?]+)/u.exec(url)?.[1] ?? "");
        if (isThere) ended(response, "");
        else notThere(request, response);
      }
    } else ended(response, "");
    return true;
  };
});
afterEach(() => fake.close());

describe("a helper container", () => {
  it("whose creation is not answered in time is removed once the engine has made it", async () => {
    const usual = fake.answer;
    let name = "";
    fake.answer = (request, response) => {
      if (request.url?.startsWith("/containers/create") !== true) return usual(request, response);
      name = nameIn(request.url);
      // It goes on with what nobody waits for, and is done when it has been looked for twice.
      removals = [
        notThere,
        (_, second) => {
          held.add(name);
          notThere(request, second);
        },
      ];
      return true;
    };
    await expect(run()).rejects.toMatchObject({ fault: { kind: "timeout", request: "POST /containers/create" } });
    await vi.waitFor(() => expect(askedToRemove()).toHaveLength(3), 10_000);
    await vi.waitFor(() => expect([...held]).toEqual([]), 10_000);
    for (const request of askedToRemove()) {
      expect(request).toBe(`DELETE /containers/${name}?force=true&v=true`);
    }
  });

  it("whose creation was cut off is removed as well", async () => {
    const usual = fake.answer;
    fake.answer = (request, response) => {
      if (request.url?.startsWith("/containers/create") !== true) return usual(request, response);
      held.add(nameIn(request.url));
      request.socket.destroy();
      return true;
    };
    await expect(run()).rejects.toMatchObject({ fault: { kind: "not-running" } });
    await vi.waitFor(() => expect([...held]).toEqual([]), 10_000);
  });

  it("that the engine refuses to create is not looked for", async () => {
    const usual = fake.answer;
    fake.answer = (request, response) => {
      if (request.url?.startsWith("/containers/create") !== true) return usual(request, response);
      names.push(nameIn(request.url));
      if (names.length > 1) request.socket.destroy();
      response.statusCode = 500;
      return ended(response, '{"message":"no space left"}');
    };
    const names: string[] = [];
    await expect(run()).rejects.toMatchObject({ fault: { kind: "engine-error", detail: "no space left" } });
    // The first would be looked for before the second is.
    await expect(run()).rejects.toMatchObject({ fault: { kind: "not-running" } });
    await vi.waitFor(() => expect(askedToRemove()).not.toEqual([]), 10_000);
    expect(askedToRemove().filter((request) => !request.includes(`/${names[1] ?? "?"}?`))).toEqual([]);
  });

  it("whose removal is not answered in time is removed later", async () => {
    removals = [() => undefined];
    await expect(run()).rejects.toMatchObject({ fault: { kind: "timeout" } });
    await vi.waitFor(() => expect([...held]).toEqual([]), 10_000);
    expect(askedToRemove()).toHaveLength(2);
  });

  it("that somebody else has removed meanwhile has been read all the same", async () => {
    removals = [notThere];
    expect(await run()).toMatchObject({ stdout: "printed", exitCode: 0 });
  });
});
