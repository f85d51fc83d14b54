import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { runHelper } from "../../src/docker/api/helperContainer";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import { ended, idOf, json, listed, startFakeEngine, type FakeEngine } from "./fakeEngine";

let fake: FakeEngine;
let created: { Labels: Record<string, string> } | undefined;

beforeEach(async () => {
  fake = await startFakeEngine();
  created = undefined;
  fake.answer = (request, response) => {
    const url = request.url ?? "";
    if (url.startsWith("/containers/create")) {
      let text = "";
      request.on("data", (chunk: Buffer) => (text += chunk.toString()));
      request.on("end", () => {
        created = JSON.parse(text) as typeof created;
        json(response, { Id: idOf(9) });
      });
      return true;
    }
    if (url.endsWith("/wait")) return ended(response, '{"StatusCode":0}');
    if (url.includes("/logs")) return ended(response, "printed");
    if (url.startsWith(`/containers/${idOf(9)}`)) {
      response.statusCode = 204;
      return ended(response, "");
    }
    return false;
  };
});
afterEach(() => fake.close());

const helper = { image: "busybox", command: ["cat"], networkMode: "host" };

describe("a container with the label of a helper", () => {
  it("is shown where its image or another window set it, and hidden where this window made it", async () => {
    const engine = createEngine(fake.endpoint, undefined, "this window");
    expect(await runHelper(engine.connection, helper)).toMatchObject({ stdout: "printed" });
    fake.containers = [
      listed(idOf(1), "by-its-image", { Labels: { "hostside.helper": "1" } }),
      listed(idOf(2), "of-another-window", { Labels: { "hostside.helper": "another window" } }),
      listed(idOf(3), "of-no-text", { Labels: { "hostside.helper": ["this window"] } }),
      listed(idOf(4), "without-labels", { Labels: null }),
      listed(idOf(9), "ours", created),
    ];
    const shown = ["by-its-image", "of-another-window", "of-no-text", "without-labels"];
    const names = async (ids?: readonly string[]): Promise<string[]> =>
      [...inventoryFrom(await engine.listContainers(ids)).containers.values()].map(({ name }) => name);
    expect(await names()).toEqual(shown);
    expect(await names([idOf(9)])).toEqual([]);
    // A connection that is made anew is this window's too; another window shows what was left over.
    expect((await createEngine(fake.endpoint, undefined, "this window").listContainers()).length).toBe(4);
    expect((await createEngine(fake.endpoint).listContainers()).length).toBe(5);
  });

  it("has a name that says whose it is, and a mark that nobody guesses", async () => {
    const marks = new Set<string>();
    for (let window = 0; window < 3; window++) {
      await runHelper(createEngine(fake.endpoint).connection, helper);
      marks.add(created?.Labels["hostside.helper"] ?? "");
    }
    expect(marks.size).toBe(3);
    for (const mark of marks) expect(mark).toMatch(/^[\da-f-]{36}$/u);
    const creations = fake.requests.filter((request) => request.startsWith("POST /containers/create"));
    expect(creations).toHaveLength(3);
    for (const request of creations) expect(request).toMatch(/\?name=hostside-helper-[\da-f]{8}$/u);
  });
});
