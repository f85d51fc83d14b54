import { asksOf } from "../../client/src/netns/sections/table";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Engine } from "../../client/src/docker/api/engine";
import { EngineError } from "../../client/src/docker/fault";
import { readContainer } from "../../client/src/netns/read/readContainer";
import { readHost } from "../../client/src/netns/read/readHost";
import { foreignMachine } from "../../client/src/netns/read/machine";
import { newImageKnowledge } from "../../client/src/netns/read/prober";
import {
  here,
  unprivileged,
  engine,
  prefix,
  run,
  list,
  container,
  text,
  faultOf,
  ways,
  removeAll,
  listed,
} from "./namespaceContainers";

beforeAll(async () => {
  await run("both", "nginx:alpine", ["sleep", "900"], {});
  await run("scratch", "hostside/scratch:latest", [], {});
  await list();
});

afterAll(removeAll);

describe("a container whose programs do not answer", () => {
  test("is shown as far as it is seen from outside", async () => {
    const hanging: Engine = {
      ...engine,
      exec: () => Promise.reject(new EngineError({ kind: "timeout", detail: "no answer" })),
    };
    const namespace = await readContainer({ engine: hanging, machine: unprivileged }, container("both"));
    expect(namespace.ways).toEqual(["proc"]);
    expect(text(namespace)).toMatch(/^\d+: eth0/mu);
    expect(await faultOf(readContainer({ engine: hanging, machine: foreignMachine }, container("both")))).toMatchObject(
      {
        kind: "engine",
        fault: { kind: "timeout" },
      },
    );
  });
});

describe("listening sockets", () => {
  test("of a host-mode container have their program and container, as root", async () => {
    await run("listens", "busybox:latest", ["httpd", "-f", "-p", "127.0.0.1:21988"], { NetworkMode: "host" });
    await list();
    const request = asksOf("sockets");
    const owner = async (): Promise<unknown> => {
      const { sockets } = await readHost({ engine, machine: here }, [...listed().containers.values()], request);
      return sockets?.find(({ port }) => port === 21_988)?.owner;
    };
    let found = await owner();
    // httpd may still be on its way to the port.
    while (found === undefined) found = await owner();
    expect(found).toMatchObject({ program: "httpd", containers: [container("listens").id] });
  });

  test.each(ways)(
    "of a container have their program, as the container's own programs tell, as %s",
    async (_, machine) => {
      await run(
        `serves${ways.findIndex(([, one]) => one === machine)}`,
        "busybox:latest",
        ["httpd", "-f", "-p", "81"],
        {},
      );
      await list();
      const serving = container(`serves${ways.findIndex(([, one]) => one === machine)}`);
      const request = asksOf("sockets");
      const owner = async (): Promise<unknown> => {
        const { sockets } = await readContainer({ engine, machine, images: newImageKnowledge() }, serving, request);
        return sockets?.find(({ port }) => port === 81)?.owner;
      };
      // httpd may still be on its way to the port.
      await vi.waitFor(async () => expect(await owner()).toMatchObject({ program: "httpd", containers: [] }), {
        timeout: 15_000,
      });
    },
  );

  test("of the host of another machine are those of the host-mode container that tells of it", async () => {
    const [listening] = [...listed().containers.values()].filter(({ name }) => name === `${prefix}listens`);
    if (listening === undefined) throw new Error("it does not listen");
    const request = asksOf("sockets");
    const { sockets, by } = await readHost({ engine, machine: foreignMachine }, [listening], request);
    expect(by).toBe(listening.name);
    expect(sockets?.find(({ port }) => port === 21_988)?.owner).toEqual({
      program: "httpd",
      containers: [listening.id],
    });
    expect(sockets?.filter(({ owner }) => owner !== undefined)).toHaveLength(1);
  });

  test("of a container in a network of its own have their program", async () => {
    const request = asksOf("sockets");
    const { sockets } = await readContainer({ engine, machine: here }, container("scratch"), request);
    expect(sockets?.find(({ port }) => port === 8080)).toMatchObject({ owner: { program: "busybox-serve" } });
  });
});
