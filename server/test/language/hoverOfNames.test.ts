import { describe, expect, it } from "vitest";
import { PlainText } from "../../src/compose/syntax/plainText";
import { type HoverContext, where } from "../../src/language/hover/answer";
import { at, hoverAt } from "./hoverFixture";

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

  it("says that localhost is also whoever shares the namespace, and a name that it is the service's own", async () => {
    const shared = `services:
  vpn: { image: x, environment: { SELF: "http://localhost:80", OWN: "http://vpn:80" } }
  job: { image: x, network_mode: "service:vpn", environment: { DB: "tcp://127.0.0.1:5432" } }
`;
    expect((await hoverAt(at(shared, "localhost")))[0]).toBe(
      "`localhost` is `vpn` and whatever shares its network namespace, not the host.",
    );
    expect((await hoverAt(at(shared, "127.0.0.1"))).slice(0, 2)).toEqual([
      "`127.0.0.1` is `job` and whatever shares its network namespace, not the host.",
      "`job` runs in the network namespace of `vpn`, which is one of its own, on the project's default network.",
    ]);
    expect((await hoverAt(at(shared, "vpn:80")))[0]).toBe("`vpn` is this service itself.");
  });

  it("says the folder of a file that lies elsewhere", () => {
    const project = { provenance: { folder: "/p" } } as HoverContext["project"];
    const context = { project, documentOf: () => undefined } as unknown as HoverContext;
    const lineIn = (file: string): string => where({ chunk: new PlainText(file, "A=1"), start: 0, end: 0 }, 0, context);
    expect(lineIn("/p/sub/.env")).toBe("`sub/.env:1`");
    expect(lineIn("/q/other/.env")).toBe("`other/.env:1`");
    expect(lineIn("/.env")).toBe("`.env:1`");
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
    ).toEqual([
      "`PORT` is `8080`, set in `.env:2`.",
      "The whole is `8080:80`.",
      "**8080 on every address of this host, IPv4 and IPv6 → `web`, port 80/tcp**",
    ]);
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
    for (const line of [
      "URL: tcp://me:${DB_PASS$0WORD}@db",
      "API_TOKEN: ${$0X}",
      "- API_KEY=${$0X}",
      "TS_AUTHKEY: ${$0X}",
    ]) {
      const text = (await hoverAt(project(line))).join("\n");
      expect(text).toContain("its name calls secret");
      expect(text).not.toContain("hush");
    }
  });
});
