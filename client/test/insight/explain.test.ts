import { describe, expect, it } from "vitest";
import { planFrom } from "../../src/docker/api/containerPlan";
import type { EngineFaultKind } from "../../src/docker/fault";
import { explainEngineFault, explainNamespaceFault } from "../../src/insight/explainFault";
import { portInUse } from "../../src/insight/exitReason";
import { english } from "../english";
import { sample } from "../samples";

describe("a taken port", () => {
  it.each([
    ["nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)", 80],
    ["2026/11/23 17:23:38 [emerg] 1#1: bind() to [::]:8080 failed (98: Address already in use)", 8080],
    ["Error: listen EADDRINUSE: address already in use :::3000", 3000],
    ["listen tcp :9090: bind: address already in use", 9090],
    ["httpd: bind: Address already in use", undefined],
  ])("%s", (line, port) => {
    expect(portInUse(`starting\n${line}\nexiting`)).toEqual({ line, ...(port === undefined ? {} : { port }) });
  });

  it("is found in the log of a real host-mode container", () => {
    expect(portInUse(sample("engine-20.10/loser.log"))).toMatchObject({ port: 18_081 });
  });

  it("is told by the line that names it, where there are several", () => {
    const line = "listen tcp :9090: bind: address already in use";
    expect(portInUse(`bind: Address already in use\n${line}\n`)).toEqual({ line, port: 9090 });
  });

  it("is not found where there is none", () => {
    expect(portInUse("ready to accept connections\n")).toBeUndefined();
  });
});

describe("a fault", () => {
  const kinds: Record<EngineFaultKind, RegExp> = {
    "not-installed": /Install Docker/u,
    "not-running": /unix:\/\/\/s\. Start it/u,
    permission: /docker group/u,
    unreachable: /Check the name/u,
    tls: /DOCKER_CERT_PATH/u,
    "host-key": /check its host key/u,
    ssh: /ssh-add/u,
    timeout: /in time \(why\)/u,
    "api-too-old": /Update it/u,
    "bad-endpoint": /Correct hostside\.docker\.host/u,
    "unsupported-endpoint": /Name another engine/u,
    "container-gone": /no longer exists/u,
    "container-not-running": /not running/u,
    forbidden: /does not allow this: why/u,
    "engine-error": /answered with an error: why/u,
    "bad-answer": /does not understand: why/u,
    cancelled: /Cancelled/u,
  };

  it.each(Object.entries(kinds))("%s is a sentence that says what to do", (kind, expected) => {
    const fault = { kind: kind as EngineFaultKind, detail: "why", endpoint: "unix:///s" };
    expect(explainEngineFault(fault, english)).toMatch(expected);
  });

  it.each([
    [
      "timeout",
      "The Docker engine at tcp://far:2375 did not answer GET /networks within 20 s. Is it overloaded or suspended?",
    ],
    ["engine-error", "The Docker engine at tcp://far:2375 answered GET /networks with an error: why"],
    [
      "bad-answer",
      "The Docker engine at tcp://far:2375 gave an answer to GET /networks that Hostside does not understand: why",
    ],
  ])("%s names the address, the request and the time", (kind, sentence) => {
    const asked = { endpoint: "tcp://far:2375", request: "GET /networks", seconds: 20 };
    expect(explainEngineFault({ kind: kind as EngineFaultKind, detail: "why", ...asked }, english)).toBe(sentence);
  });

  it.each(Object.keys(kinds))("of Podman: %s calls it Podman", (kind) => {
    const asked = { detail: "why", endpoint: "unix:///s", request: "GET /networks", seconds: 20 };
    const of = (fault: object): string =>
      explainEngineFault({ kind: kind as EngineFaultKind, ...asked, ...fault }, english);
    // These are said before anything is known of an engine, or of one that is not Podman.
    const unknown = ["not-installed", "api-too-old", "bad-endpoint"].includes(kind);
    const words = unknown ? of({}) : of({}).replace(/the Docker engine|Docker engine/giu, "Podman");
    if (kind === "permission") expect(of({ product: "podman" })).toContain("podman.socket");
    else expect(of({ product: "podman" })).toBe(words);
    const at = "unix:///run/podman/podman.sock";
    expect(of({ endpoint: at })).toBe(of({ endpoint: at, product: "podman" }));
  });

  it("of a namespace is one too", () => {
    expect(
      explainNamespaceFault({ kind: "stopped", container: "app3", exitCode: 1, plan: planFrom({}) }, english),
    ).toBe("app3 is not running (exit code 1). A stopped container has no network namespace: start it, then compare.");
    expect(explainNamespaceFault({ kind: "no-host" }, english)).toMatch(/host mode/u);
    const scratch = { kind: "unreadable", container: "tiny", paused: false, detail: "" } as const;
    expect(explainNamespaceFault(scratch, english)).toMatch(
      /^The network of tiny cannot be read: .*no helper container\.$/u,
    );
  });
});
