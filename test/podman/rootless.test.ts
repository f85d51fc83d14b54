import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createEngine } from "../../client/src/docker/api/engine";
import { findContainer } from "../../client/src/docker/inventory/inventory";
import { LiveInventory } from "../../client/src/docker/inventory/liveInventory";
import { readContainer } from "../../client/src/netns/read/readContainer";
import { renderIpAddr } from "../../client/src/netns/render/render";
import type { PrivateEngine } from "../../scripts/engine/daemon.mjs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { importImages } from "../../scripts/engine/images.mjs";
import { startPodman, whyNotRootless } from "../../scripts/engine/podman.mjs";
import { here, hostAddress, onPodman } from "./podmanContainers";

const missing = process.platform === "linux" ? await whyNotRootless() : undefined;

(missing === undefined ? onPodman : describe.skip)(
  `a rootless Podman${missing === undefined ? "" : `, skipped: ${missing}`}`,
  () => {
    let podman: PrivateEngine;
    let live: LiveInventory;

    async function run(name: string, NetworkMode: string): Promise<void> {
      const json = { Image: "busybox:latest", Cmd: ["sleep", "900"], HostConfig: { NetworkMode } };
      const create = `/containers/create?name=${name}`;
      const { Id } = await callEngineJson<{ Id: string }>(podman.socket, create, { method: "POST", json });
      await callEngine(podman.socket, `/containers/${Id}/start`, { method: "POST" });
    }

    beforeAll(async () => {
      podman = await startPodman({ rootless: true });
      await importImages(podman.socket);
      await run("hosted", "host");
      await run("own", "slirp4netns");
      const endpoint = { kind: "socket", path: podman.socket, address: podman.host, source: "setting" } as const;
      live = new LiveInventory({ connect: () => Promise.resolve(createEngine(endpoint)) });
      live.start();
      await live.settled();
    }, 120_000);
    afterAll(async () => {
      (live as LiveInventory | undefined)?.stop();
      await (podman as PrivateEngine | undefined)?.stop();
    }, 60_000);

    const title = "is known as one, and its host mode is the host's network, where others have one of slirp4netns";
    test(title, async () => {
      expect(live.status).toMatchObject({ kind: "ready", facts: { product: "podman", rootless: true } });
      const modes = () => ["hosted", "own"].map((name) => findContainer(live.inventory, name)?.mode);
      await vi.waitFor(() => expect(modes()).toMatchObject([{ kind: "host" }, { kind: "network" }]), 15_000);
      const text = async (name: string): Promise<string> => {
        const container = findContainer(live.inventory, name);
        if (container === undefined || live.status.kind !== "ready") throw new Error(`${name} is not held`);
        return renderIpAddr((await readContainer({ engine: live.status.engine, machine: here }, container)).interfaces);
      };
      expect(await text("hosted")).toContain(`inet ${hostAddress}/24`);
      const own = await text("own");
      expect(own).toMatch(/^\d+: tap0: /mu);
      expect(own).toContain("inet 10.0.2.100/24");
    });
  },
);
