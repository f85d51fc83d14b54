import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { standingsAt } from "../../src/language/at/at";
import { hoverOf } from "../../src/language/hover/hover";
import { hoverAt } from "./hoverFixture";
import { markedFiles } from "./markedFiles";

/** A fixture in which `$0` stands within the nth occurrence of a word. */
function at(text: string, word: string, nth = 1): string {
  let index = -1;
  for (let count = 0; count < nth; count++) index = text.indexOf(word, index + 1);
  if (index < 0) throw new Error(`${word} is not there`);
  return `${text.slice(0, index + 1)}$0${text.slice(index + 1)}`;
}

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
      "The network namespace of `web` is the host's own, together with `job`.",
      "page: host-mode-ports",
    ]);
  });

  it("follows the one that it names to its end", async () => {
    expect(await hoverAt(at(project, "service:web"))).toEqual([
      "**The network namespace of the service `web`**: both have the same interfaces, addresses and ports, and reach each other by `localhost`.",
      "Given up: `ports`, `expose`, `hostname`, `dns`, `extra_hosts` and `links` belong to the owner; the engine refuses them here. Others call it by the owner's name.",
      "Compose starts `web` first, and restarts this one with it, unless `depends_on` has an entry of its own for it.",
      "`job` runs in the network namespace of `web`, which is the host's own, together with `web`.",
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

describe("the hover of a host name in a value", () => {
  const project = `services:
  web:
    image: x
    ports: ["8080:80"]
    environment: { SELF: "http://localhost:80", DB: "tcp://db:5432", HOST: "http://host.docker.internal:9999" }
  db:
    image: postgres
    expose: ["5432"]
  apart:
    image: x
    networks: [other]
    environment: { WEB: "http://web:8080" }
  caller:
    image: x
    command: curl http://web:8080
networks: { other: }
`;

  it("says over which network it resolves, and whether the port is one of the container", async () => {
    expect(await hoverAt(at(project, "db:5432"))).toEqual([
      "`db` resolves in `web` over the network `default`.",
      "Port 5432 is a port of `db`.",
      "page: names-networks",
    ]);
  });

  it("says what to write instead of the port on the host", async () => {
    expect(await hoverAt(at(project, "web:8080", 2))).toEqual([
      "`web` resolves in `caller` over the network `default`.",
      "Port 8080 is the one on the host. Inside, write `web:80`.",
      "page: names-networks",
    ]);
  });

  it("says why it does not resolve, and what to do", async () => {
    expect(await hoverAt(at(project, "web:8080"))).toEqual([
      "**Does not resolve.** `apart` and `web` share no network: the name `web` does not resolve in `apart`.",
      "Put both on the same network.",
      "page: names-networks",
    ]);
  });

  it("says whose localhost it is, and what the host's name needs", async () => {
    expect(await hoverAt(at(project, "localhost"))).toEqual([
      "`localhost` is `web` itself, at its own port 80, not the host and no other service.",
      "The network namespace of `web` is one of its own, on the project's default network.",
      "page: localhost-of-neighbour",
    ]);
    expect((await hoverAt(at(project, "host.docker.internal")))[1]).toContain("does not resolve unless `extra_hosts");
  });

  it("is none for a word that names nobody here", async () => {
    expect(await hoverAt('services:\n  web:\n    image: x\n    environment: { A: "http://exam$0ple:80" }\n')).toEqual(
      [],
    );
  });
});

describe("the hover of a service", () => {
  it("is its merged networking part, each line with the file that it comes from", async () => {
    expect(
      await hoverAt(`#- compose.yaml
services:
  we$0b:
# ^^^^^
    extends: { file: base.yaml, service: base }
    image: x
    ports: ["80:80"]
  db:
    image: x
    depends_on: [web]
#- compose.override.yaml
services:
  web:
    ports: ["81:81", "82:82/udp"]
    networks: { front: { aliases: [www] } }
    container_name: shop
networks: { front: }
#- base.yaml
services:
  base:
    expose: ["90"]
`),
    ).toEqual([
      "The network namespace of `web` is one of its own, on the network `front`.",
      "- ports: `80:80` — `compose.yaml:5`",
      "- ports: `81:81`, `82:82/udp` — `compose.override.yaml:3`",
      "- networks: `front` as `www` — `compose.override.yaml:4`",
      "- expose: `90` — `base.yaml:3`, by `extends`",
      "- container_name: `shop` — `compose.override.yaml:5`",
      "page: names-networks",
    ]);
  });

  it("stands at every reference to it as well", async () => {
    const [line] = await hoverAt("services:\n  web: { image: x, depends_on: [d$0b] }\n  db: { image: x }\n");
    expect(line).toBe("The network namespace of `db` is one of its own, on the project's default network.");
  });
});

describe("the hover of a variable", () => {
  it("says its value and where it comes from, and what the whole is", async () => {
    expect(
      await hoverAt(`#- compose.yaml
services:
  web:
    image: x
    ports: ["\${PO$0RT:-1}:80"]
#            ^^^^^^^^^^^^
#- .env
# ports
PORT=8080
`),
    ).toEqual(["`PORT` is `8080`, set in `.env:2`.", "The whole is `8080:80`."]);
  });

  it.each([
    ["${P$0:-8080}:80", "No file sets `P`: its default counts, `8080`, unless the shell that runs Compose sets it."],
    [
      "${P$0}",
      "No file sets `P`: its value is that of the shell that runs Compose, or empty. A file of `env_file` does not count here.",
    ],
    ["${P$0:?no}", "No file sets `P`: Compose refuses the project unless the shell that runs it does."],
    ["${COMPOSE_PROJECT_NA$0ME}", "`COMPOSE_PROJECT_NAME` is `p`, the name of the project."],
  ])("%s", async (text, line) => {
    expect((await hoverAt(`services:\n  web:\n    image: x\n    hostname: "${text}"\n`))[0]).toBe(line);
  });

  it("does not show what its name, or the name of what it is for, calls secret", async () => {
    const project = (line: string): string =>
      `#- compose.yaml\nservices:\n  web:\n    image: x\n    environment:\n      ${line}\n#- .env\nDB_PASSWORD=hush\nX=hush\n`;
    for (const line of ["URL: tcp://me:${DB_PASS$0WORD}@db", "API_TOKEN: ${$0X}", "- API_KEY=${$0X}"]) {
      const text = (await hoverAt(project(line))).join("\n");
      expect(text).toContain("its name calls secret");
      expect(text).not.toContain("hush");
    }
  });
});

describe("every hover", () => {
  it("shows what a file says as code: no link, no command, no line of its own", async () => {
    const name = "[x](command:evil) `` **b** <img>\\n# h";
    const text = (
      await hoverAt(`services:
  "${name}":
    image: x
    hostname: "[a](http://e$0vil)"
    networks: ["[n](command:x)"]
networks: { "[n](command:x)": }
`)
    ).join("\n");
    expect(text).toContain("`[a](http://evil)`");
    expect(text).toContain("`[n](command:x)`");
    const [service = ""] = await hoverAt(`services:\n  "[x]$0(command:evil) \`\` **b**": { image: x }\n`);
    expect(service).toContain("``` [x](command:evil) `` **b** ```");
  });

  it("leads to a statement that is there", () => {
    const folder = path.join(import.meta.dirname, "../../src/language/hover");
    const behaviour = readFileSync(path.join(import.meta.dirname, "../../../docs/docker-behaviour.md"), "utf8");
    const sources = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), "utf8"));
    const anchors = sources.flatMap((source) =>
      [...source.matchAll(/(?:page\(|anchor: |[?:] )"([a-z0-9]+(?:-[a-z0-9]+)+)"/gu)].map(([, anchor = ""]) => anchor),
    );
    expect(anchors.length).toBeGreaterThan(30);
    expect(anchors.filter((anchor) => !behaviour.includes(`<a id="${anchor}">`))).toEqual([]);
  });

  const folder = path.join(import.meta.dirname, "../fixtures");
  const fixtures = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

  it("answers shortly at every position of the rules' fixtures", async () => {
    let hovers = 0;
    for (const file of fixtures) {
      const { document, projects, parsed } = await markedFiles(readFileSync(path.join(folder, file), "utf8"));
      for (let offset = 0; offset <= document.text.length; offset += 3) {
        const hover = hoverOf(standingsAt(document, offset, projects), projects, parsed);
        if (hover === undefined) continue;
        hovers += 1;
        expect(hover.markdown.split("\n\n").length, `${file} at ${offset}: ${hover.markdown}`).toBeLessThan(9);
      }
    }
    expect(hovers).toBeGreaterThan(3000);
  });

  it("answers in texts that end there", async () => {
    for (const file of fixtures) {
      const text = readFileSync(path.join(folder, file), "utf8");
      for (let end = 50; end < text.length; end += 97) {
        const { document, projects, parsed } = await markedFiles(`${text.slice(0, end)}\n`);
        for (let offset = Math.max(0, document.text.length - 40); offset <= document.text.length; offset++) {
          hoverOf(standingsAt(document, offset, projects), projects, parsed);
        }
      }
    }
  });
});
