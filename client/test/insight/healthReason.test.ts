import { describe, expect, it } from "vitest";
import { healthFrom } from "../../src/docker/api/health";
import { healthReason, healthText, type HealthReason } from "../../src/insight/exit/healthReason";
import type { ListeningSocket } from "../../src/netns/model";
import { english } from "../english";

const inspection = (test: string[], exitCode: number, output: string): unknown => ({
  Config: { Healthcheck: { Test: test } },
  State: {
    Health: { Status: "unhealthy", FailingStreak: 3, Log: [{ ExitCode: 0 }, { ExitCode: exitCode, Output: output }] },
  },
});
const listens = (...texts: string[]): ListeningSocket[] =>
  texts.map((text) => {
    const at = text.lastIndexOf(":");
    const address = text.slice(0, at);
    return {
      protocol: "tcp",
      address,
      port: Number(text.slice(at + 1)),
      family: address.includes(":") ? "inet6" : "inet",
    };
  });

function reasonOf(
  command: string,
  output: string,
  sockets: ListeningSocket[] | undefined,
  published: { hostPort: number; containerPort: number }[] = [],
): HealthReason | undefined {
  const health = healthFrom(inspection(["CMD-SHELL", command], 1, output));
  if (health === undefined) throw new Error("it has a check");
  return healthReason(
    health,
    sockets,
    published.map((port) => ({ ...port, hostIp: "0.0.0.0", protocol: "tcp" })),
  );
}

const refused = "wget: can't connect to remote host: Connection refused";

describe("a health check beside what listens", () => {
  it.each<[string, string, ListeningSocket[] | undefined, object]>([
    [
      "curl -f http://localhost:8080/",
      "",
      listens("0.0.0.0:80"),
      { kind: "nothing-listens", port: 8080, listens: [80] },
    ],
    ["curl -f http://localhost/", "", listens("0.0.0.0:8080"), { kind: "nothing-listens", port: 80, listens: [8080] }],
    [
      "curl -kf https://127.0.0.1/health",
      "",
      listens("0.0.0.0:80"),
      { kind: "nothing-listens", port: 443, listens: [80] },
    ],
    ["nc -z localhost 5432", "", listens("127.0.0.1:5433"), { kind: "nothing-listens", port: 5432, listens: [5433] }],
    ["nc -z localhost 5432", "", [], { kind: "nothing-listens", port: 5432, listens: [] }],
    [
      "wget -q http://localhost:80/",
      refused,
      listens("127.0.0.1:80"),
      { kind: "other-family", port: 80, asked: "IPv6", host: "localhost" },
    ],
    [
      "wget -q http://[::1]:80/",
      "",
      listens("0.0.0.0:80"),
      { kind: "other-family", port: 80, asked: "IPv6", host: "::1" },
    ],
    [
      "wget -q http://127.0.0.1:80/",
      refused,
      listens("::1:80"),
      { kind: "other-family", port: 80, asked: "IPv4", host: "127.0.0.1" },
    ],
    [
      "curl http://localhost:80",
      "",
      listens("172.17.0.2:80"),
      { kind: "other-address", port: 80, addresses: ["172.17.0.2"] },
    ],
    ["wget -q http://localhost", "/bin/sh: wget: not found", undefined, { kind: "program-missing", program: "wget" }],
    ["x", "/bin/sh: 1: curl: not found", undefined, { kind: "program-missing", program: "curl" }],
    [
      "x",
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "curl": executable file not found in $PATH: unknown',
      undefined,
      { kind: "program-missing", program: "curl" },
    ],
    ["x", "Health check exceeded timeout (30s)", undefined, { kind: "timeout" }],
  ])("%s, %s", (command, output, sockets, reason) => {
    expect(reasonOf(command, output, sockets)).toMatchObject(reason);
  });

  it("knows the port that is published from the one inside", () => {
    const reason = reasonOf("curl http://localhost:8080", "", listens("0.0.0.0:80"), [
      { hostPort: 8080, containerPort: 80 },
    ]);
    expect(reason).toMatchObject({ kind: "nothing-listens", port: 8080, published: 80 });
    expect(reason && healthText(reason, english)).toBe(
      "Its health check asks port 8080, which is the port on the host. It runs inside the container, where the program listens on 80: ask that.",
    );
  });

  it.each([
    // The server answered, with a page that is an error.
    ["curl -f http://localhost:80/", "curl: (22) The requested URL returned error: 500", listens("0.0.0.0:80")],
    // Both families answer at ::.
    ["wget http://127.0.0.1:80/", refused, listens(":::80")],
    ["curl http://db:5432/", "", listens("0.0.0.0:80")],
    ["pg_isready", "", listens("0.0.0.0:80")],
    ["curl http://localhost:8080/", "", undefined],
  ])("claims nothing of %s", (command, output, sockets) => {
    expect(reasonOf(command, output, sockets)).toEqual({ kind: "failed", exitCode: 1 });
  });

  it("has no reason where the last check succeeded, and no check where there is none", () => {
    const health = healthFrom(inspection(["CMD", "true"], 0, ""));
    expect(health && healthReason(health, [], [])).toBeUndefined();
    for (const test of [["NONE"], [], ["CMD"]]) expect(healthFrom(inspection(test, 0, ""))).toBeUndefined();
    expect(healthFrom("text")).toBeUndefined();
  });
});
