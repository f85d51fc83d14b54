import { describe, expect, it } from "vitest";
import { engineFactsFrom, type EngineVersion } from "../../src/docker/api/engineFacts";
import { hostModeHere } from "../../src/walk/hostModeHere";
import { english } from "../english";

const linux = { OSType: "linux" };
const docker: EngineVersion = { product: "docker", version: "28.5.1", apiVersion: "1.51" };

const here = (info: object, version: Partial<EngineVersion> = {}): { text: string; isDifferent: boolean } =>
  hostModeHere(engineFactsFrom(info, { ...docker, ...version }), english);

describe("what host mode is on the engine in use", () => {
  it("is the machine's network with Docker and Podman on Linux", () => {
    expect(here(linux)).toEqual({
      ...{ text: "Docker Engine 28.5.1 on Linux: host mode is the network of its machine.", isDifferent: false },
    });
    const podman = { product: "podman", version: "4.3.1" } as const;
    for (const info of [linux, { ...linux, Rootless: true }]) {
      expect(here(info, podman)).toMatchObject({
        isDifferent: false,
        text: expect.stringMatching(/^Podman 4\.3\.1 on/u) as string,
      });
    }
  });

  it.each([
    ["Docker Desktop", { ...linux, OperatingSystem: "Docker Desktop" }, {}, /Docker Desktop 4\.34 or newer/u],
    ["an old rootless engine", { ...linux, SecurityOptions: ["name=rootless"] }, {}, /namespace of RootlessKit/u],
    ["a new rootless one", { ...linux, SecurityOptions: ["name=rootless"] }, { version: "29.5.0" }, /Since 29\.5/u],
    ["one that remaps users", { ...linux, SecurityOptions: ["name=userns"] }, {}, /except with --userns host/u],
    ["one for Windows containers", { OSType: "windows" }, {}, /have no host mode/u],
  ])("is different on %s", (_, info, version, text) => {
    expect(here(info, version)).toEqual({ isDifferent: true, text: expect.stringMatching(text) as string });
  });
});
