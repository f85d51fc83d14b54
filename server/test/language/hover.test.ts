import { describe, expect, it } from "vitest";
import { at, hoverAt } from "./hoverFixture";

describe("the hover of a mode", () => {
  const project = `services:
  web:
    image: x
    network_mode: host
  job:
    image: x
    network_mode: service:web
  lone:
    image: x
    network_mode: none
`;

  it("says what is shared, what is given up, where it works, and who else is in it", async () => {
    expect(await hoverAt(at(project, "host\n"))).toEqual([
      "**Host mode**: the container uses the host's interfaces, addresses and ports. What it listens on, the host listens on.",
      "Given up: `ports` are discarded, `links` and `networks` are refused, and names of services resolve neither from it nor to it.",
      "Works on a Linux engine; on Docker Desktop from 4.34 on, where it is turned on in the settings; on a rootless engine only from 29.5 on.",
      "Take it for a program that has to see the host's own interfaces, or whose ports are not known beforehand.",
      "The network namespace of `web` is the host's own. `job` runs in it too.",
      "[What Docker does](https://github.com/hostside/hostside/blob/main/docs/docker-behaviour.md#host-mode-ports) | [What host mode is](https://github.com/hostside/hostside/blob/main/docs/host-network/what-it-is.md)",
    ]);
  });

  it("follows the one that it names to its end", async () => {
    expect(await hoverAt(at(project, "service:web"))).toEqual([
      "**The network namespace of the service `web`**: both have the same interfaces, addresses and ports, and reach each other by `localhost`.",
      "Given up: `ports`, `expose`, `hostname`, `dns`, `extra_hosts` and `links` belong to the owner; the engine refuses them here. Others call it by the owner's name.",
      "Compose starts `web` first, and restarts this one with it, unless `depends_on` has an entry of its own for it.",
      "`job` runs in the network namespace of `web`, which is the host's own.",
      "page: shared-namespace-settings",
    ]);
  });

  it("of the key lists the modes", async () => {
    expect((await hoverAt(at(project, "network_mode", 3))).slice(2)).toEqual([
      "The network namespace of `lone` is one that has the loopback interface alone.",
      "page: mode-with-networks",
    ]);
  });

  it("says of any other word that it is the name of a network of the engine", async () => {
    const [first, ...rest] = await hoverAt("services:\n  web:\n    image: x\n    network_mode: Ho$0st\n");
    expect(first).toContain("called exactly `Host`, which has to be there");
    expect(rest).toContain("The network namespace of `web` is one of its own, on the engine's network `Host`.");
  });
});

describe("the hover of a port", () => {
  it("is a sentence, with who else claims it in another file", async () => {
    expect(
      await hoverAt(`#- compose.yaml
services:
  web:
    image: x
    ports:
      - "80$080:80"
#        ^^^^^^^^^
#- compose.override.yaml
services:
  api:
    image: x
    ports: ["8080:8000"]
`),
    ).toEqual([
      "**8080 on every address of this host, IPv4 and IPv6 → `web`, port 80/tcp**",
      "Also claimed by `api` in `compose.override.yaml:4`: only one of them gets it.",
      "Services on a network of `web` call its port 80, not 8080.",
      "page: port-claims",
    ]);
  });

  const one = (port: string, more = ""): string => `services:\n  web:\n    image: x\n${more}    ports: [${port}]\n`;

  it.each([
    ['"127.0.0.1:53$0:53/udp"', "**53 on 127.0.0.1, for this host alone → `web`, port 53/udp**"],
    [
      '"80$0"',
      "**A free port that the engine picks on every address of this host, IPv4 and IPv6 → `web`, port 80/tcp**",
    ],
    [
      '"8000-8010:8$00"',
      "**One free port of 8000-8010 on every address of this host, IPv4 and IPv6 → `web`, port 80/tcp**",
    ],
    [
      "{ target: 80, publ$0ished: 90, host_ip: 0.0.0.0 }",
      "**90 on every IPv4 address of this host → `web`, port 80/tcp**",
    ],
  ])("%s", async (port, sentence) => {
    expect((await hoverAt(one(port)))[0]).toBe(sentence);
  });

  it("says what it comes to where nothing is published", async () => {
    expect(await hoverAt(one('"127.0.0.1:80$080:80"', "    network_mode: host\n"))).toEqual([
      "**Discarded in host mode.** `web` listens on port 80/tcp of the host itself.",
      "The limit to `127.0.0.1` is discarded too: it listens where it likes.",
      "page: host-mode-ports",
    ]);
    expect((await hoverAt(one('"80$0:80"', "    network_mode: none\n")))[0]).toBe("Discarded: `web` has no network.");
    expect((await hoverAt(`${one('"80$0:80"', "    network_mode: service:db\n")}  db: { image: x }\n`))[0]).toBe(
      "**Refused by the engine**: `web` has no network namespace of its own, but that of `db`. Publish it at `db`.",
    );
    expect((await hoverAt(`${one('"80$0:80"', "    networks: [n]\n")}networks: { n: { internal: true } }\n`))[0]).toBe(
      "**Published nowhere**: every network of `web` is internal. Nobody warns.",
    );
  });

  it("says what Swarm makes of it where the file is for a stack", async () => {
    const [first, second] = await hoverAt(`# deployed with: stack
services:
  web:
    image: x
    network_mode: host
    ports: ["127.0.0.1:80$080:80"]
`);
    expect([first, second]).toEqual([
      "**8080 on every node of the swarm → `web`, port 80/tcp**",
      "The limit to `127.0.0.1` is dropped.",
    ]);
  });

  it("leaves what Docker refuses, and what the files do not tell, to others", async () => {
    expect(await hoverAt(one('"80$0:x"'))).toEqual([]);
    expect((await hoverAt(one('"80:$0${P}"')))[0]).toMatch(/^No file sets `P`/u);
  });
});

describe("the hover of a network", () => {
  it("has its members with their names and addresses, in every file of the project", async () => {
    expect(
      await hoverAt(`#- compose.yaml
services:
  web: { image: x, networks: [ba$0ck] }
#                             ^^^^^^
  db:
    image: x
    networks: { back: { aliases: [base], ipv4_address: 10.0.0.7 } }
  out: { image: x }
  host: { image: x, network_mode: host }
#- compose.override.yaml
networks:
  back: { internal: true, ipam: { config: [{ subnet: 10.0.0.0/24 }] } }
`),
    ).toEqual([
      "**Network** `back`, on the engine `p_back` — `compose.override.yaml:2`",
      "internal: nothing leads outside, and no port is published; subnet `10.0.0.0/24`",
      "- `web`",
      "- `db`, also called `base`, at `10.0.0.7`",
      "page: network-name-on-engine",
    ]);
  });

  it("says under which name an external one is there, and finds it by that name in a label", async () => {
    const text = `services:
  web:
    image: x
    networks: [edge]
    labels: { traefik.docker.network: p$0roxy }
networks: { edge: { external: true, name: proxy } }
`;
    expect(await hoverAt(text)).toEqual([
      "**External network** `edge`, which is there as `proxy` — `compose.yaml:6`",
      "- `web`",
      "Compose does not make it: it has to be there before.",
      "page: network-name-on-engine",
    ]);
  });
});
