import { describe, expect, it } from "vitest";
import { backOff, readEvents } from "../../src/docker/api/events";

describe("the event stream", () => {
  it("tells the container of a network's connect, and leaves out what programs inside do", async () => {
    const lines = [
      { Type: "network", Action: "connect", Actor: { ID: "net", Attributes: { container: "abc" } } },
      { Type: "container", Action: "exec_die", Actor: { ID: "abc" } },
      { Type: "container", Action: "health_status: healthy", Actor: { ID: "abc" } },
      { Type: "image", Action: "pull", Actor: { ID: "image" } },
      { Type: "network", Action: "create", Actor: { ID: "net" } },
      { Type: "service", Action: "update", Actor: { ID: "svc" } },
      {
        Type: "container",
        Action: "start",
        Actor: { ID: "abc", Attributes: { "com.docker.swarm.service.id": "svc" } },
      },
    ];
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\r\n`).join(""));
    const found: unknown[] = [];
    const stream = (async function* () {
      for (const byte of bytes) yield await Promise.resolve(Buffer.from([byte]));
    })();
    for await (const event of readEvents(stream)) found.push(event);
    expect(found).toEqual([
      { type: "network", action: "connect", containerId: "abc", attachedTo: "net" },
      { type: "container", action: "health_status: healthy", containerId: "abc" },
      { type: "network", action: "create", networkId: "net" },
      { type: "service", action: "update", concernsSwarm: true },
      { type: "container", action: "start", containerId: "abc", concernsSwarm: true },
    ]);
  });

  it("names only what may be asked for, and a time that is one", async () => {
    const line = (actor: object): Buffer =>
      Buffer.from(`${JSON.stringify({ Type: "container", Action: "start", Actor: actor })}\n`);
    const stream = async function* (): AsyncGenerator<Buffer> {
      yield await Promise.resolve(line({ ID: "../../evil?x=" }));
      yield line({ ID: "a".repeat(129) });
      yield line({ ID: 7 });
      yield Buffer.from(`{"Type":"node","Action":"update","timeNano":${"9".repeat(500)}}\n`);
    };
    const found: unknown[] = [];
    for await (const event of readEvents(stream())) found.push(event);
    const start = { type: "container", action: "start" };
    expect(found).toEqual([start, start, start, { type: "node", action: "update", concernsSwarm: true }]);
  });

  it("is opened again after doubling pauses with jitter, at most 4 s", () => {
    expect([1, 2, 3, 20, 1000].map((attempt) => backOff(attempt, 1))).toEqual([250, 500, 1000, 4000, 4000]);
    expect([1, 2, 3].map((attempt) => backOff(attempt, 0))).toEqual([125, 250, 500]);
  });
});
