import { describe, expect, it } from "vitest";
import { completed } from "./completed";

const web = (line: string, more = ""): string => `services:
  web:
    image: x
${line}
  db:
    image: postgres
  vpn:
    image: vpn
    network_mode: host
${more}`;

describe("modes that are offered", () => {
  const all = ["host", "none", "bridge", "service:db", "service:vpn"];

  it.each([
    ["behind the colon and a space", "    network_mode: $0", all],
    ["right behind the colon", "    network_mode:$0", all],
    ["in a word that has begun", "    network_mode: h$0", ["host"]],
    ["in the middle of a word", "    network_mode: ho$0st # why", ["host"]],
    ["in double quotes", '    network_mode: "$0"', all],
    ["in a quote that is open", '    network_mode: "$0', all],
    ["in single quotes", "    network_mode: 'ho$0'", ["host"]],
    ["with a broken line behind", "    network_mode: $0\n    ports: [80", all],
    ["with half a key behind", "    network_mode: $0\n    po", all],
    ["behind `service:`", "    network_mode: service:$0", ["service:db", "service:vpn"]],
  ])("are %s", async (_, line, expected) => {
    const { labels } = await completed(web(line));
    expect(labels).toEqual(expected);
  });

  it.each([
    ["flow style", "services: {web: {image: x, network_mode: $0}, db: {image: y}}"],
    ["flow style that is open", "services: {web: {image: x, network_mode: $0"],
    ["one line of block style", "services:\n  web: {image: x, network_mode: $0}\n  db: {image: y}\n"],
  ])("are in %s", async (_, text) => {
    expect((await completed(text)).labels).toEqual(expect.arrayContaining(["host", "none", "bridge"]));
  });

  it.each([
    ["    network_mode: $0", "    network_mode: host"],
    ["    network_mode:$0", "    network_mode: host"],
    ["    network_mode: ho$0st # why", "    network_mode: host # why"],
    ["    network_mode: $0bridge", "    network_mode: host"],
    ['    network_mode: "$0"', '    network_mode: "host"'],
    ['    network_mode: "$0', '    network_mode: "host"'],
    ["    network_mode: 'h$0'", "    network_mode: 'host'"],
  ])("are written: %s", async (before, after) => {
    const { pick } = await completed(web(before));
    expect(pick("host")).toBe(web(after));
  });

  it("take the place of `service:` and the name behind it", async () => {
    const { pick } = await completed(web("    network_mode: service:$0d"));
    expect(pick("service:vpn")).toBe(web("    network_mode: service:vpn"));
  });

  it("are not those of services that would lead back, that have no container or several", async () => {
    const { labels } = await completed(
      web(
        "    network_mode: service:$0",
        `  side:
    image: x
    network_mode: service:web
  behind:
    image: x
    network_mode: service:side
  later:
    image: x
    depends_on: [behind]
  run: {provider: {type: y}}
  many: {image: x, scale: 2}
  gone: {image: x, scale: 0}
  one: {image: x, scale: 1}
`,
      ),
    );
    expect(labels.filter((label) => label.startsWith("service:"))).toEqual([
      "service:db",
      "service:vpn",
      "service:one",
    ]);
  });

  it("say what they will cause", async () => {
    const { causes } = await completed(
      web('    ports: ["80:80"]\n    networks: [a]\n    network_mode: $0', "networks: {a: }\n"),
    );
    expect(causes("host")).toBe(
      "web listens on the ports of the host directly, and reaches everything that the host reaches. Other services do not find it by its name, and it does not find them by theirs. The `ports` of web then do nothing. Remove `networks` then: Docker Compose refuses both together.",
    );
    expect(causes("service:db")).toBe(
      "web and db then have the same addresses and ports, and reach each other at localhost. Docker Compose starts db first. Move `ports` and `networks` to db: Docker refuses them here.",
    );
    expect(causes("service:vpn")).toContain("vpn uses the network of the host, so that web does too.");
  });

  it("are the services of all files of the project", async () => {
    const { labels } = await completed(`#- compose.yaml
include: [part.yaml]
services:
  web: { image: x }
#- compose.override.yaml
services:
  web:
    network_mode: service:$0
#- part.yaml
services:
  job: { image: x }
`);
    expect(labels).toContain("service:job");
  });

  it("are below `x-...` those of the services that take it over", async () => {
    const { labels } = await completed(`x-base: &base
  network_mode: $0
services:
  web:
    <<: *base
    image: x
  db: { image: x }
`);
    expect(labels).toEqual(["host", "none", "bridge", "service:db"]);
  });

  it.each([
    ["in a comment", "    # network_mode: $0"],
    ["as a key", "    network_mode$0: host"],
    ["for another key", "    image: $0"],
    ["in a line that another one goes on", "    network_mode: host\n      $0"],
    ["below x- that nobody takes over", "    image: y\nx-base:\n  network_mode: $0"],
    ["outside of services", "    image: y\nvolumes:\n  data:\n    network_mode: $0"],
  ])("are not %s", async (_, line) => {
    expect((await completed(web(line))).labels).toEqual([]);
  });
});
