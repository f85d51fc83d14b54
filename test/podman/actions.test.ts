import { beforeAll, expect, test } from "vitest";
import { act } from "../../client/src/docker/api/containerActions";
import { readContainerFile } from "../../client/src/docker/api/containerFile";
import { EngineError } from "../../client/src/docker/fault";
import { listImageNames } from "../../client/src/docker/api/images";
import { findContainer } from "../../client/src/docker/inventory/inventory";
import { LogStream } from "../../client/src/docker/api/logStream";
import { hangUp, openShell } from "../../client/src/docker/api/shell";
import { probeContainer } from "../../client/src/insight/containerProbe";
import type { ProbeSource } from "../../client/src/insight/probeSource";
import { PortLosers } from "../../client/src/insight/portLosers";
import { problemText } from "../../client/src/insight/problems";
import { thisProcessTable } from "../../client/src/netns/read/socketOwners";
import { english } from "../../client/test/english";
import { bench, here, onPodman } from "./podmanContainers";

onPodman("what is done to Podman's containers", () => {
  const prefix = "hs-act-";
  const { engine, live, run, create, post, remove, container, until } = bench(prefix);
  const { connection } = engine;
  const inState = (name: string, state: string): Promise<true> =>
    until((inventory) => findContainer(inventory, prefix + name)?.state === state || undefined);
  const source = (): ProbeSource => {
    const { status, inventory } = live;
    if (status.kind !== "ready") throw new Error(`the engine is ${status.kind}`);
    return { engine, facts: status.facts, machine: here, table: thisProcessTable, inventory };
  };
  const problems = async (name: string): Promise<string[]> =>
    (await probeContainer(source(), container(name))).problems.map((problem) => problemText(problem, english));
  const faultOf = async (doing: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await doing.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return error instanceof EngineError ? error.fault : error;
  };
  const modesKnown = (): Promise<true> =>
    until(({ containers }) => [...containers.values()].every(({ mode }) => mode.kind !== "unknown") || undefined);

  beforeAll(async () => {
    live.start();
    await live.settled();
  });

  test("is done: started, paused, stopped, restarted, removed", async () => {
    const id = await create("one", "busybox:latest", ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"]);
    await act(connection, id, "start");
    await inState("one", "running");
    // What it is already is no failure.
    await act(connection, id, "start");
    await act(connection, id, "pause");
    await inState("one", "paused");
    await act(connection, id, "unpause");
    await act(connection, id, "restart");
    await act(connection, id, "stop");
    await inState("one", "exited");
    await act(connection, id, "stop");
    await act(connection, id, "remove");
    await until(({ containers }) => !containers.has(id) || undefined);
    expect(await faultOf(act(connection, id, "start"))).toMatchObject({ kind: "container-gone" });
    expect(await faultOf(engine.inspectContainer(id))).toMatchObject({ kind: "container-gone" });
  });

  test("is done: a program inside, with its output and its exit code", async () => {
    const id = await run("exec", "busybox:latest", ["sleep", "900"]);
    const result = await engine.exec(id, ["sh", "-c", "echo out; echo err >&2; exit 4"]);
    expect(result).toEqual({ stdout: "out\n", stderr: "err\n", exitCode: 4 });
    expect((await engine.exec(id, ["sh", "-c", "yes | head -c 300000"])).stdout).toHaveLength(300_000);
    const absent = await engine.exec(id, ["no-such-program"]).catch(faultedExec);
    expect([126, 127]).toContain(absent.exitCode);
    await post(`/containers/${id}/kill`);
    expect(await faultOf(engine.exec(id, ["true"]))).toMatchObject({ kind: "container-not-running" });
  });

  test("is done: a shell that answers, is resized, ends with its code, and one that is hung up", async () => {
    const id = await run("shell", "busybox:latest", ["sleep", "900"]);
    const ending = new AbortController();
    const shell = await openShell(connection, id, ending.signal);
    let said = "";
    shell.stream.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
    const closed = new Promise<void>((resolve) => shell.stream.once("end", resolve));
    await shell.resize(77, 33);
    shell.stream.write("stty size; exit 5\n");
    await closed;
    expect(said).toContain("33 77");
    expect(await until(() => true).then(() => shell.exitCode())).toBe(5);
    const second = await openShell(connection, id, ending.signal);
    second.stream.on("data", () => undefined);
    await hangUp(second);
    const { stdout } = await engine.exec(id, ["ps"]);
    expect(stdout).not.toMatch(/\bsh$/mu);
  });

  test("is read: the log, from a moment on, as it is written, with and without a terminal", async () => {
    const script = "echo one; echo two >&2; sleep 1; echo three";
    const id = await run("log", "busybox:latest", ["sh", "-c", script], { NetworkMode: "host" });
    const following = await engine.followLogs(id, 10, new AbortController().signal);
    const stream = new LogStream(false);
    let followed = "";
    for await (const chunk of following) followed += stream.text(chunk);
    expect(followed.split("\n").filter(Boolean).sort()).toEqual(["one", "three", "two"]);
    expect(await engine.logs(id, 10)).toEqual({ stdout: "one\nthree\n", stderr: "two\n" });
    expect((await engine.logs(id, 1)).stdout).toBe("three\n");
    const later = Math.floor(Date.now() / 1000) + 60;
    expect(await engine.logs(id, 10, undefined, later)).toEqual({ stdout: "", stderr: "" });
    const tty = await run("tty", "busybox:latest", ["sh", "-c", "echo plain"], {}, { Tty: true });
    await inState("tty", "exited");
    expect((await engine.inspectContainer(tty)).tty).toBe(true);
    let plain = "";
    const raw = new LogStream(true);
    for await (const chunk of await engine.followLogs(tty, 10, new AbortController().signal)) plain += raw.text(chunk);
    expect(plain.trim()).toBe("plain");
  });

  test("is read: a file of a container, and the images there are", async () => {
    const id = await run("file", "hostside/scratch:latest", []);
    expect(await readContainerFile(connection, id, "/etc/hosts")).toContain("localhost");
    expect(await readContainerFile(connection, id, "/etc/resolv.conf")).toMatch(/nameserver|^\s*$/u);
    expect(await faultOf(readContainerFile(connection, id, "/no/such"))).toMatchObject({
      kind: expect.any(String) as string,
    });
    const images = await listImageNames(connection);
    for (const name of ["busybox:latest", "nginx:alpine", "hostside/scratch:latest"]) {
      expect(images.some((image) => image.endsWith(name))).toBe(true);
    }
    expect(await engine.inspectionOf(id)).toMatchObject({ Id: id });
  });

  test("tells why a program in host mode ended: another has its port", async () => {
    await run("first", "busybox:latest", ["httpd", "-f", "-p", "127.0.0.1:18095"], { NetworkMode: "host" });
    await until(() => (container("first").state === "running" ? true : undefined));
    const fails =
      "sleep 1; httpd -f -p 127.0.0.1:18095 || { echo 'bind() to 127.0.0.1:18095 failed: Address already in use'; exit 1; }";
    await run("second", "busybox:latest", ["sh", "-c", fails], { NetworkMode: "host" });
    await inState("second", "exited");
    await modesKnown();
    expect(await problems("second")).toEqual([
      expect.stringMatching(/^It exited because port 18095 is in use\. hs-act-first has that port now\.$/u),
    ]);
    const losers = await new PortLosers().of(engine, live.inventory);
    expect(losers.map(({ container: { name }, port }) => [name, port])).toEqual([["hs-act-second", 18_095]]);
  });

  test("does not tell why a publish could not be made: Podman keeps no reason", async () => {
    const publish = { PortBindings: { "80/tcp": [{ HostPort: "18096" }] } };
    await run("has", "busybox:latest", ["sleep", "900"], publish);
    const id = await create("wants", "busybox:latest", ["sleep", "900"], publish);
    await inState("wants", "created");
    expect(await faultOf(act(connection, id, "start"))).toMatchObject({
      detail: expect.stringMatching(/18096.*address already in use/u) as string,
    });
    await inState("wants", "created");
    expect(await problems("wants")).toEqual([]);
  });

  test("is seen: a namespace that was lost with its owner's restart", async () => {
    const owner = await run("owner", "busybox:latest", ["sleep", "900"]);
    await run("sharer", "busybox:latest", ["sleep", "900"], { NetworkMode: `container:${prefix}owner` });
    await inState("sharer", "running");
    await modesKnown();
    expect(await problems("sharer")).toEqual([]);
    await post(`/containers/${owner}/restart?t=0`);
    await inState("owner", "running");
    await until(() => (live.inventory.containers.get(owner)?.state === "running" ? true : undefined));
    expect(await problems("sharer")).toEqual([expect.stringMatching(/owner, .*restarted after it/u)]);
    // Podman keeps a container as long as another lives in its network.
    expect(await faultOf(act(connection, owner, "remove"))).toMatchObject({
      detail: expect.stringMatching(/dependent containers/u) as string,
    });
    await remove(`/containers/${container("sharer").id}?force=1`);
  });
});

/** Some engines refuse a program that is not there where others let it end with 127. */
function faultedExec(error: unknown): { exitCode: number } {
  if (!(error instanceof EngineError)) throw error;
  return { exitCode: /not found|no such file/iu.test(error.fault.detail) ? 127 : -1 };
}
