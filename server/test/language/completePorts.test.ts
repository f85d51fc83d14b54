import { describe, expect, it } from "vitest";
import { completed } from "./completed";

const web = (lines: string, more = ""): string => `services:
  web:
    image: nginx
${lines}
  api:
    image: y
    ports: ["8080:1", "9000-9002:9000-9002"]
${more}`;

describe("published ports that are offered", () => {
  it.each([
    ["an item of a list", "    ports:\n      - $0", '    ports:\n      - "8081:80"'],
    ["a line below the key", "    ports:\n      $0", '    ports:\n      - "8081:80"'],
    ["quotes", '    ports: ["$0"]', '    ports: ["8081:80"]'],
    ["an open quote", '    ports: ["8$0', '    ports: ["8081:80"'],
    ["a flow list", "    ports: [$0]", '    ports: ["8081:80"]'],
    ["a number that has begun", "    ports:\n      - 8$0", '    ports:\n      - "8081:80"'],
  ])("are in %s a free port of the host and the one inside", async (_, before, after) => {
    const { labels, pick } = await completed(web(before));
    expect(labels).toEqual(["8081:80", "8443:443", "127.0.0.1:8081:80", "127.0.0.1:8443:443"]);
    expect(pick("8081:80")).toBe(web(after));
  });

  it("keep what is typed: an address, a port of the host", async () => {
    expect((await completed(web('    ports: ["127.0.0.1:$0"]'))).labels).toEqual([
      "127.0.0.1:8081:80",
      "127.0.0.1:8443:443",
    ]);
    expect((await completed(web('    ports: ["3000:$0"]'))).labels).toEqual(["3000:80", "3000:443"]);
    expect((await completed(web('    ports: ["7000$0"]'))).labels).toEqual([
      "7000:80",
      "7000:443",
      "127.0.0.1:7000:80",
      "127.0.0.1:7000:443",
    ]);
    expect((await completed(web('    ports: ["9001$0"]'))).labels).toEqual([]);
    expect((await completed(web('    ports: ["80$0"]'))).labels).toContain("80:80");
  });

  it("are the container ports that are not published yet", async () => {
    expect((await completed(web('    ports: ["90:80", "$0"]'))).labels).toEqual(["8443:443", "127.0.0.1:8443:443"]);
    expect((await completed(web('    ports: ["90:8$00"]'))).labels).toEqual(["90:80"]);
  });

  it("are those that the service itself names, before those of its image", async () => {
    expect((await completed(web('    expose: [5000]\n    ports: ["$0"]'))).labels).toEqual([
      "5000:5000",
      "127.0.0.1:5000:5000",
    ]);
    expect((await completed(web('    expose: [9000]\n    ports: ["$0"]'))).labels[0]).toBe("9003:9000");
  });

  it("are none that somebody has on the host now", async () => {
    const live = {
      containers: [],
      ports: [{ port: 8081 }, { port: 8082, project: "other" }, { port: 8083, project: "p" }],
    };
    const { labels, causes } = await completed(web('    ports: ["$0"]'), { live });
    expect(labels[0]).toBe("8083:80");
    expect(causes("8083:80")).toBe(
      "Docker takes port 8083 on every address of the host, IPv4 and IPv6, and leads it to port 80 of web. Other machines reach it too. Nothing on the host has it now.",
    );
    expect(causes("127.0.0.1:8083:80")).toContain(
      "on the address 127.0.0.1 of the host and leads it to port 80 of web. Only programs on the host itself reach it.",
    );
  });

  it("are values of the long syntax", async () => {
    expect((await completed(web("    ports:\n      - target: 80\n        published: $0"))).labels).toEqual(["8081"]);
    const { labels, pick } = await completed(web("    ports:\n      - target: $0"));
    expect(labels).toEqual(["80", "443"]);
    expect(pick("80")).toBe(web("    ports:\n      - target: 80"));
  });

  it.each([
    ["in host mode", '    network_mode: host\n    ports: ["$0"]'],
    ["where a network is shared", '    network_mode: service:api\n    ports: ["$0"]'],
    ["without a network", '    network_mode: none\n    ports: ["$0"]'],
  ])("are none %s, where Docker publishes nothing", async (_, lines) => {
    expect((await completed(web(lines))).labels).toEqual([]);
  });

  it("are none where nothing says on which port the service listens", async () => {
    expect((await completed(web("").replace('"8080:1"', '"$0"'))).labels).toEqual([]);
  });
});

describe("extra_hosts", () => {
  const entry = "host.docker.internal:host-gateway";

  it.each([
    ["    extra_hosts:\n      - $0", `    extra_hosts:\n      - ${entry}`],
    ["    extra_hosts:\n      $0", `    extra_hosts:\n      - ${entry}`],
    ['    extra_hosts: ["h$0"]', `    extra_hosts: ["${entry}"]`],
    ["    extra_hosts: { h$0 }", "    extra_hosts: { host.docker.internal: host-gateway }"],
    [
      "    extra_hosts:\n      a: 1.2.3.4\n      h$0",
      "    extra_hosts:\n      a: 1.2.3.4\n      host.docker.internal: host-gateway",
    ],
  ])("is offered the host: %s", async (before, after) => {
    const { labels, pick } = await completed(web(before));
    expect(labels).toEqual([entry]);
    expect(pick(entry)).toBe(web(after));
  });

  it("is offered its address as a value", async () => {
    const { pick } = await completed(web("    extra_hosts:\n      me: $0"));
    expect(pick("host-gateway")).toBe(web("    extra_hosts:\n      me: host-gateway"));
  });

  it("is offered nothing twice, and nothing in host mode", async () => {
    expect((await completed(web(`    extra_hosts: ["${entry}", $0]`))).labels).toEqual([]);
    expect((await completed(web("    network_mode: host\n    extra_hosts: [$0]"))).labels).toEqual([]);
  });
});

describe("running containers", () => {
  const live = {
    containers: [{ name: "vpn" }, { name: "other-db-1", project: "other" }, { name: "p-db-1", project: "p" }],
    ports: [],
  };

  it("can own a network where they are not of this project", async () => {
    const { labels, pick, causes } = await completed(web("    network_mode: container:$0"), { live });
    expect(labels).toEqual(["container:vpn", "container:other-db-1"]);
    expect(pick("container:vpn")).toBe(web("    network_mode: container:vpn"));
    expect(causes("container:vpn")).toContain("which Docker Compose does not start");
  });

  it("are unknown without an engine", async () => {
    expect((await completed(web("    network_mode: container:$0"))).labels).toEqual([]);
  });
});
