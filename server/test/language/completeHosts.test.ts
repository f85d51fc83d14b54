import { describe, expect, it } from "vitest";
import { completed } from "./completed";

/** A caller on the default network, one service apart from it, and one on the host. */
const web = (lines: string, more = ""): string => `services:
  web:
    image: x
${lines}
  db:
    image: postgres:16
    ports: ["5433:5432"]
    networks: { default: { aliases: [base] } }
  cache:
    image: redis
  tool:
    image: y
  apart:
    image: nginx
    networks: [other]
  onhost:
    image: nginx
    network_mode: host
  beside:
    image: nginx
    network_mode: service:db
${more}networks: { other: }
`;
const all = ["db:5432", "cache:6379", "tool", "base:5432"];

describe("names of hosts inside values", () => {
  it.each([
    ["behind the slashes of a URL", "    environment:\n      U: http://$0", all],
    ["behind a password", "    environment:\n      U: x://me:secret@$0/name", all],
    ["in a list of variables", "    environment:\n      - U=http://$0", all],
    ["in a list in quotes", '    environment:\n      - "U=http://$0"', all],
    ["in flow style", "    environment: { U: 'http://$0' }", all],
    ["in an open quote", '    environment: { U: "http://$0', all],
    ["in a name that has begun", "    environment:\n      U: http://ca$0", ["cache:6379"]],
    ["behind a user", "    environment:\n      U: root:x@tcp($0)", all],
    ["behind a colon", "    environment:\n      U: http://db:$0", ["db:5432"]],
    ["in a word of a command", "    command: [wait, http://$0]", all],
    ["in a command of one text", "    command: wait --db-host=$0 --all", all],
    ["in an entrypoint", "    entrypoint: [a, --url, http://$0]", all],
    ["in a list of brokers", "    environment:\n      KAFKA_BROKERS: a:1,$0", all],
    ["in a connection string", "    environment:\n      CONN: Port=1;Host=$0", ["db", "cache", "tool", "base"]],
    ["in a text of several lines", "    environment:\n      CONF: |\n        a: b\n        c: http://$0", all],
  ])("are offered %s", async (_, lines, expected) => {
    expect((await completed(web(lines))).labels).toEqual(expected);
  });

  it("are at the start of a variable that means a host, with the port and without", async () => {
    const { labels } = await completed(web("    environment:\n      APP_HOST: $0"));
    expect(labels).toEqual(["db", "db:5432", "cache", "cache:6379", "tool", "base", "base:5432"]);
    const apart = "    environment:\n      APP_HOST: $0\n      APP_PORT: 1";
    expect((await completed(web(apart))).labels).toEqual(["db", "cache", "tool", "base"]);
  });

  it("are whole URLs at the start of a variable that means one", async () => {
    const { labels } = await completed(web("    environment:\n      - SERVICE_URL=$0"));
    expect(labels.slice(0, 3)).toEqual(["postgresql://db:5432", "redis://cache:6379", "http://tool"]);
  });

  it("come first where the scheme or the variable says their port", async () => {
    expect((await completed(web("    environment:\n      U: redis://$0"))).labels[0]).toBe("cache:6379");
    expect((await completed(web("    environment:\n      REDIS_HOST: $0"))).labels[0]).toBe("cache");
  });

  it.each([
    ["http://$0", "http://db:5432"],
    ["http://c$0ache:80/path", "http://cache:6379/path"],
    ["a,$0", undefined],
    ["http://x:y@d$0/name # why", "http://x:y@db:5432/name # why"],
    ['"http://$0"', '"http://db:5432"'],
  ])("take the place of the name and its port alone: %s", async (before, after) => {
    const { pick, labels } = await completed(web(`    environment:\n      U: ${before}`));
    const label = labels.find((each) => after?.includes(each));
    expect(label === undefined ? undefined : pick(label)).toEqual(after && web(`    environment:\n      U: ${after}`));
  });

  it.each([
    ["a variable that means something else", "    environment:\n      NAME: $0"],
    ["an address of mail", "    environment:\n      MAIL_FROM: me@$0"],
    ["the key of a list's variable", "    environment:\n      - DB_HOST$0"],
    ["an image", "    image: http://$0"],
    ["what others read", "    labels:\n      a: http://$0"],
  ])("are not offered in %s", async (_, lines) => {
    expect((await completed(web(lines))).labels).toEqual([]);
  });

  it("say how they are reached, and what says their port", async () => {
    const { causes } = await completed(web("    environment:\n      U: http://$0"));
    expect(causes("db:5432")).toBe(
      "web finds db by this name on the network default. 5432 is the port inside the container, whatever is published: `ports` says it.",
    );
    expect(causes("cache:6379")).toContain("the usual one of its image.");
  });
});

describe("where a service runs decides what it reaches", () => {
  const from = (lines: string, more?: string) => completed(web(`${lines}\n    environment:\n      U: http://$0`, more));

  it("in host mode it is published ports at localhost, and others in host mode", async () => {
    const { labels, causes } = await from("    network_mode: host");
    expect(labels).toEqual(["localhost:80", "localhost:5433", "localhost:443"]);
    expect(causes("localhost:5433")).toContain("5433 is the port that db publishes on the host.");
  });

  it("in the namespace of another one it is that one at localhost, and the names that it finds", async () => {
    const { labels, causes } = await from("    network_mode: service:cache");
    expect(labels).toEqual(["db:5432", "localhost:6379", "tool", "base:5432"]);
    expect(causes("localhost:6379")).toContain("web and cache run in one network namespace");
  });

  it("on other networks it is who is there", async () => {
    expect((await from("    networks: [other]")).labels).toEqual(["apart:80", "apart:443"]);
    expect((await from("    networks: [default, other]")).labels).toContain("apart:80");
  });

  it("without a network, or on the default bridge, it is nobody", async () => {
    for (const mode of ["none", "bridge", "container:z"])
      expect((await from(`    network_mode: ${mode}`)).labels).toEqual([]);
  });

  it("with the gateway in extra_hosts it is those in host mode too", async () => {
    const { labels } = await from('    extra_hosts: ["host.docker.internal:host-gateway"]');
    const gateway = ["host.docker.internal:80", "host.docker.internal:443"];
    expect(labels.toSorted()).toEqual([...all, ...gateway].toSorted());
  });

  it("a link gives another name, and names of other files resolve too", async () => {
    expect((await from("    links: ['cache:store']")).labels).toContain("store:6379");
    const files = `#- compose.yaml
services:
  web: { image: x }
#- compose.override.yaml
services:
  web:
    environment: { U: "http://$0" }
  more: { image: x, expose: [99] }
`;
    expect((await completed(files)).labels).toEqual(["more:99"]);
  });

  it("a health check asks its own container first", async () => {
    const { labels, causes } = await completed(web("    expose: [8080]\n    healthcheck:\n      test: curl http://$0"));
    expect(labels[0]).toBe("localhost:8080");
    expect(causes("localhost:8080")).toContain("runs inside the container of web itself");
  });
});
