import { describe, expect, it } from "vitest";
import { movedToHost, movedToOwn } from "./refactorFixture";

const compose = "/p/compose.yaml";

describe("Move to Host Network", () => {
  it("drops ports and networks, and calls others by ports of the loopback address", async () => {
    expect(
      await movedToHost(`services:
  web:
    image: nginx
    ports:
      - "8080:80"
    networks: [front, back]
    environment:
      DB_URL: postgres://u:p@db:5432/x
      CACHE_HOST: cache
      CACHE_PORT: "6379"
    links: [db]
  db:
    image: postgres
    networks: [back]
  cache:
    image: redis
    ports:
      - "16379:6379"
    networks: [back]
networks:
  front:
  back:
`),
    ).toEqual({
      [compose]: `services:
  web:
    image: nginx
    network_mode: host
    environment:
      DB_URL: postgres://u:p@localhost:5432/x
      CACHE_HOST: localhost
      CACHE_PORT: "16379"
  db:
    ports: ["127.0.0.1:5432:5432"]
    image: postgres
    networks: [back]
  cache:
    image: redis
    ports:
      - "16379:6379"
    networks: [back]
networks:
  front:
  back:
`,
    });
  });

  it("has others call it by the host, each asked for once, and at its own port", async () => {
    expect(
      await movedToHost(`services:
  proxy:
    image: nginx
    environment: { UPSTREAM_URL: "http://web:3000", METRICS_URL: "http://web:9100" }
  agent:
    image: x
    network_mode: host
    environment: { WEB_ADDR: "localhost:8080" }
  web:
    image: app
    ports: ["8080:3000"]
`),
    ).toEqual({
      [compose]: `services:
  proxy:
    extra_hosts: ["host.docker.internal:host-gateway"]
    image: nginx
    environment: { UPSTREAM_URL: "http://host.docker.internal:3000", METRICS_URL: "http://host.docker.internal:9100" }
  agent:
    image: x
    network_mode: host
    environment: { WEB_ADDR: "localhost:3000" }
  web:
    image: app
    network_mode: host
`,
    });
  });

  it("takes another port of the loopback address where that one is taken", async () => {
    const moved = await movedToHost(`services:
  web:
    image: app
    environment: { DB_URL: "postgres://db:5432" }
  db: { image: postgres }
  other:
    image: postgres
    ports: ["5432:5432"]
`);
    expect(moved).toMatchObject({
      [compose]: expect.stringContaining('DB_URL: "postgres://localhost:5433"') as unknown,
    });
    expect(moved).toMatchObject({
      [compose]: expect.stringContaining('db: { ports: ["127.0.0.1:5433:5432"], image: postgres }') as unknown,
    });
  });

  it("changes a flow entry, and a value in the file of variables that holds it", async () => {
    expect(
      await movedToHost(`#- compose.yaml
services:
  web: { image: app, env_file: web.env, networks: [a], ports: ["80:80"] }
  db: { image: postgres, networks: [a], ports: ["5432:5432"] }
networks: { a: }
#- web.env
DB_URL=postgres://db:5432/x
`),
    ).toEqual({
      [compose]: `services:
  web: { image: app, env_file: web.env, network_mode: host }
  db: { image: postgres, networks: [a], ports: ["5432:5432"] }
networks: { a: }
`,
      "/p/web.env": "DB_URL=postgres://localhost:5432/x\n",
    });
  });

  it("takes along who shares its namespace", async () => {
    expect(
      await movedToHost(`services:
  web: { image: app, ports: ["80:80"] }
  side: { image: app, network_mode: "service:web", environment: { DB: "db:5432", ME: "http://localhost:80" } }
  db: { image: postgres, ports: ["5432:5432"] }
`),
    ).toEqual({
      [compose]: `services:
  web: { image: app, network_mode: host }
  side: { image: app, network_mode: "service:web", environment: { DB: "localhost:5432", ME: "http://localhost:80" } }
  db: { image: postgres, ports: ["5432:5432"] }
`,
    });
  });

  it.each([
    ["where it is there", "web: { image: x, network_mode: host }", "web is in the host's network already."],
    ["of who shares", 'web: { image: x, network_mode: "service:db" }\n  db: { image: y }', /no network of its own/],
    ["of replicas", "web: { image: x, scale: 2 }", /replicas/],
    ["for Swarm", "web: { image: x, deploy: { placement: { constraints: [node.role == manager] } } }", /is for Swarm/],
    [
      "where another has its port on the host",
      'web: { image: x, ports: ["81:80"] }\n  db: { image: y, ports: ["80:8080"] }',
      "web listens on port 80, which db has on the host.",
    ],
    [
      "where the port of a call is not known",
      "web: { image: x, environment: { OTHER_HOST: api } }\n  api: { image: y }",
      /web calls api in `OTHER_HOST` without a port/,
    ],
    [
      "where a caller cannot reach the host",
      "web: { image: x, networks: [in] }\n  api: { image: y, networks: [in], environment: { U: 'http://web:80' } }\nnetworks: { in: { internal: true } }",
      /api calls web, and its networks are internal/,
    ],
    [
      "where what it calls cannot publish a port",
      "web: { image: x, environment: { U: 'http://api:80' }, networks: [out, in] }\n  api: { image: y, networks: [in] }\nnetworks: { out: , in: { internal: true } }",
      "web calls api, and Docker publishes no port on its networks: put api on another network first.",
    ],
  ])("is refused %s", async (_, services, reason) => {
    const why = await movedToHost(`services:\n  ${services}\n`);
    if (typeof reason === "string") expect(why).toBe(reason);
    else expect(why).toMatch(reason);
  });

  it("is refused where an attribute comes from another file", async () => {
    expect(
      await movedToHost(`#- compose.yaml
services:
  web: { extends: { file: base.yaml, service: base } }
#- base.yaml
services:
  base: { image: x, ports: ["80:80"] }
`),
    ).toBe("`ports` of web comes from elsewhere in base.yaml.");
  });
});

describe("Move to Its Own Network", () => {
  const fixture = `services:
  web:
    image: app
    network_mode: host
    expose: [3000]
    environment:
      DB_URL: postgres://localhost:15432/x
      OTHER: http://localhost:9999
  db:
    image: postgres
    ports: ["15432:5432"]
  job:
    image: x
    extra_hosts: ["host.docker.internal:host-gateway"]
    environment: { WEB: "http://host.docker.internal:3000" }
`;

  it("publishes what the files say it listens on, and has both sides call each other by name", async () => {
    expect(await movedToOwn(fixture)).toEqual({
      [compose]: `services:
  web:
    image: app
    ports:
      - "3000:3000"
    expose: [3000]
    environment:
      DB_URL: postgres://db:5432/x
      OTHER: http://localhost:9999
  db:
    image: postgres
    ports: ["15432:5432"]
  job:
    image: x
    extra_hosts: ["host.docker.internal:host-gateway"]
    environment: { WEB: "http://web:3000" }
`,
    });
  });

  it("publishes what the running container listens on, in place of what was discarded", async () => {
    expect(
      await movedToOwn('services:\n  web: { image: x, network_mode: host, ports: ["1:1"] }\n', "web", [
        { port: 80, protocol: "tcp" },
        { port: 53, protocol: "udp" },
      ]),
    ).toEqual({ [compose]: 'services:\n  web: { image: x, ports: ["80:80", "53:53/udp"] }\n' });
  });

  it("takes of a sharer that does not run what the files say of it", async () => {
    expect(
      await movedToOwn(
        'services:\n  web: { image: x, network_mode: host }\n  side: { image: y, network_mode: "service:web", environment: { PORT: "9000" } }\n',
        "web",
        [{ port: 80, protocol: "tcp" }],
      ),
    ).toEqual({
      [compose]:
        'services:\n  web: { image: x, ports: ["80:80", "9000:9000"] }\n  side: { image: y, network_mode: "service:web", environment: { PORT: "9000" } }\n',
    });
  });

  it("takes the mode away where nothing is known to listen", async () => {
    expect(await movedToOwn("services:\n  web: { image: x, network_mode: host }\n")).toEqual({
      [compose]: "services:\n  web: { image: x }\n",
    });
  });

  it("is refused for another mode", async () => {
    expect(await movedToOwn("services:\n  web: { image: x }\n")).toBe("web has no `network_mode: host` of its own.");
  });
});
