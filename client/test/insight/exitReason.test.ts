import { describe, expect, it } from "vitest";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import { reasonInLog } from "../../src/insight/exitReason";
import { unresolvedText, whyUnresolved } from "../../src/insight/unresolvedInLog";
import { english } from "../english";

const inErrors = (stderr: string): ReturnType<typeof reasonInLog> => reasonInLog({ stdout: "starting\n", stderr });

describe("the end of a log", () => {
  it.each([
    ["nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)", 80],
    ["panic: listen tcp :443: bind: permission denied", 443],
    ["Error: listen EACCES: permission denied 0.0.0.0:80", 80],
    ["httpd: bind: Permission denied", undefined],
    ["(13)Permission denied: AH00072: make_sock: could not bind to address 0.0.0.0:80", 80],
  ])("says that the user may not listen: %s", (line, port) => {
    expect(inErrors(line)).toEqual({
      kind: "forbidden",
      reason: { line, ...(port === undefined ? {} : { port }) },
    });
  });

  it.each([
    ["Error: getaddrinfo ENOTFOUND db", "db"],
    ["Error: getaddrinfo EAI_AGAIN db db:5432", "db"],
    ["dial tcp: lookup db on 127.0.0.11:53: no such host", "db"],
    ["dial tcp: lookup db on 127.0.0.11:53: server misbehaving", "db"],
    ["dial tcp: lookup db: no such host", "db"],
    ["curl: (6) Could not resolve host: api.internal", "api.internal"],
    ["wget: unable to resolve host address 'api'", "api"],
    ["wget: unable to resolve host address \u2018api\u2019", "api"],
    ["wget: bad address 'api'", "api"],
    ['nginx: [emerg] host not found in upstream "api:3000" in /etc/nginx/conf.d/default.conf:5', "api"],
    ['psql: error: could not translate host name "db" to address: Name or service not known', "db"],
    ["ERROR 2005 (HY000): Unknown MySQL server host 'db' (-2)", "db"],
    ["NameResolutionError: Failed to resolve 'api' ([Errno -2] Name or service not known)", "api"],
    ["java.net.UnknownHostException: db: Name or service not known", "db"],
    ["ping: db: Temporary failure in name resolution", "db"],
  ])("says that a name does not resolve: %s", (line, name) => {
    expect(inErrors(line)).toEqual({ kind: "unresolved", name, line });
    expect(reasonInLog({ stdout: line, stderr: "" })).toMatchObject({ kind: "unresolved", name });
  });

  it("names a taken port rather than a name", () => {
    expect(inErrors("getaddrinfo ENOTFOUND db\nlisten tcp :80: bind: address already in use\n")).toMatchObject({
      kind: "taken",
      reason: { port: 80 },
    });
  });

  it("is silent of a name that was history, and of what is no socket of the network", () => {
    expect(inErrors(`getaddrinfo ENOTFOUND db\n${"connected\n".repeat(20)}exit\n`)).toBeUndefined();
    expect(inErrors("bind() to unix:/run/app.sock failed (13: Permission denied)")).toBeUndefined();
    expect(inErrors("open /data/x: permission denied")).toBeUndefined();
    expect(inErrors("lookup table built\nexit status 1")).toBeUndefined();
  });
});

describe("why a name does not resolve", () => {
  const container = (at: number, name: string, mode: string, more: object = {}): object => ({
    Id: String(at).padStart(64, "0"),
    Names: [`/${name}`],
    State: "running",
    HostConfig: { NetworkMode: mode },
    Labels: { "com.docker.compose.project": "p", "com.docker.compose.service": name },
    NetworkSettings: { Networks: ["host", "none"].includes(mode) || mode.includes(":") ? {} : { [mode]: {} } },
    ...more,
  });
  const inventory = inventoryFrom([
    container(1, "web", "p_front"),
    container(2, "db", "p_back"),
    container(3, "cache", "p_front", { State: "exited", Status: "Exited (1) 1 second ago" }),
    container(4, "hosted", "host"),
    container(5, "old", "bridge"),
    container(6, "alone", "none"),
    container(7, "sharer", `container:${"4".padStart(64, "0")}`),
    container(8, "near", "p_front"),
    container(9, "foreign", "other", { Labels: {} }),
  ]);
  const of = (name: string) => {
    const found = [...inventory.containers.values()].find((each) => each.name === name);
    if (found === undefined) throw new Error(name);
    return found;
  };

  it.each([
    ["web", "db", { kind: "elsewhere", container: "db", networks: ["p_back"] }],
    ["web", "cache", { kind: "stopped", container: "cache" }],
    ["web", "hosted", { kind: "without-name", container: "hosted" }],
    ["web", "near", { kind: "nobody" }],
    ["web", "foreign", { kind: "nobody" }],
    ["web", "example.com", { kind: "nobody" }],
    ["web", "host.docker.internal", { kind: "host-gateway" }],
    ["hosted", "db", { kind: "host-mode" }],
    ["hosted", "example.com", { kind: "nobody" }],
    ["sharer", "db", { kind: "host-mode" }],
    ["old", "db", { kind: "default-bridge" }],
    ["alone", "db", { kind: "no-network" }],
  ])("%s calls %s", (caller, name, why) => {
    expect(whyUnresolved(inventory, of(caller), name)).toEqual(why);
    expect(unresolvedText(name, whyUnresolved(inventory, of(caller), name), english)).toContain(
      `Its log ends with a name that does not resolve: ${name}. `,
    );
  });
});
