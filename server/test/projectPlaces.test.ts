import { describe, expect, it } from "vitest";
import type { PlaceRange } from "../../shared/protocol";
import type { ProjectPlaces, ServicePlaces } from "../../shared/projectPlaces";
import { finish } from "../src/compose/syntax/steps";
import { projectPlaces } from "../src/features/projectPlaces";
import { NetworkFacts } from "../src/network/model";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import { MemoryFiles } from "./projectFiles";

/** The places of `/p/NAME`, and the text under a range of it. */
async function placesIn(files: Record<string, string>, name = "compose.yaml") {
  const file = `/p/${name}`;
  const cache = new FileCache(new MemoryFiles(files));
  const projects = await new Projects(cache, { environment: () => undefined }).of(file, ["/p"]);
  const document = cache.document(file);
  if (typeof document === "string") throw new Error(document);
  const places: ProjectPlaces = finish(projectPlaces(document, projects, new NetworkFacts()));
  const lines = (files[file] ?? "").split("\n");
  const textAt = ({ start, end }: PlaceRange): string =>
    lines[start.line]?.slice(start.character, start.line === end.line ? end.character : undefined) ?? "";
  const service = (wanted: string): ServicePlaces =>
    places.services.find((each) => each.name === wanted) ?? expect.fail(`${wanted} has no place`);
  return { places, textAt, service };
}

const any = { kind: "any" };

describe("the places of a Compose document that an engine may contradict", () => {
  it("of a port that a variable gives are those in the file that sets it", async () => {
    const { service } = await placesIn({
      "/p/compose.yaml": `services:
  short: {image: x, ports: ["\${SHORT}:80"]}
  long: {image: x, ports: [{target: 80, published: "\${LONG}"}]}
  default: {image: x, ports: ["\${DEFAULT:-8083}:80"]}
  one: {image: x, ports: ["\${SHARED}:80"]}
  two: {image: x, ports: ["\${SHARED}:81"]}
`,
      "/p/.env": "SHORT=8081\nLONG=8082\nSHARED=8084\n",
    });
    const at = (name: string) => service(name).ports.map(({ setIn }) => setIn);
    const inEnv = (line: number, start: number) => ({
      path: "/p/.env",
      range: { start: { line, character: start }, end: { line, character: start + 4 } },
    });
    expect(at("short")).toEqual([inEnv(0, 6)]);
    expect(at("long")).toEqual([inEnv(1, 5)]);
    expect(at("default")).toEqual([undefined]);
    expect([at("one"), at("two")]).toEqual([[undefined], [undefined]]);
  });

  it("are the services, their modes, and their ports with what is taken on the host", async () => {
    const { places, textAt, service } = await placesIn({
      "/p/compose.yaml": `services:
  web:
    image: nginx
    ports:
      - "127.0.0.1:8080:80"
      - 90:90/udp
      - "7000"
      - "8000-8010:80"
  db:
    image: x
    network_mode: service:web
`,
    });
    expect(places.projects).toEqual([{ name: "p", files: ["/p/compose.yaml"], parts: [] }]);
    expect(places.services.map(({ range }) => textAt(range))).toEqual(["web", "db"]);
    expect(service("web").ports.map(({ range, ...rest }) => [textAt(range), rest])).toEqual([
      [
        '"127.0.0.1:8080:80"',
        {
          protocol: "tcp",
          target: { first: 80, last: 80 },
          claim: { first: 8080, last: 8080, address: { kind: "one", family: "ipv4", address: "127.0.0.1" } },
        },
      ],
      ["90:90/udp", { protocol: "udp", target: { first: 90, last: 90 }, claim: { first: 90, last: 90, address: any } }],
      // The engine picks these.
      ['"7000"', { protocol: "tcp", target: { first: 7000, last: 7000 } }],
      ['"8000-8010:80"', { protocol: "tcp", target: { first: 80, last: 80 } }],
    ]);
    expect(textAt(service("db").networkMode ?? expect.fail("db has no mode"))).toBe("service:web");
    expect([service("web").starts, service("db").starts]).toEqual([true, true]);
  });

  it("in host mode, no port is published, and a program listens where it is told to, for certain only", async () => {
    const { textAt, service } = await placesIn({
      "/p/compose.yaml": `services:
  app:
    image: x
    network_mode: host
    command: serve --listen :9000
    ports: ["8080:9000"]
  guess:
    image: nginx
    network_mode: host
    ports: ["8080:80"]
  likely:
    image: x
    network_mode: host
    environment: { PORT: "9100" }
`,
    });
    const [port] = service("app").ports;
    expect(port?.claim).toBeUndefined();
    expect(service("app").listens.map(({ range, port: number }) => [textAt(range), number])).toEqual([
      ['"8080:9000"', 9000],
    ]);
    expect([service("guess").listens, service("likely").listens]).toEqual([[], []]);
  });

  it("start for certain only where nothing is left open: profiles, missing files, files that are looked at by themselves", async () => {
    const { service } = await placesIn({
      "/p/.env": "COMPOSE_PROFILES=on\n",
      "/p/compose.yaml": `services:
  always: { image: x }
  enabled: { image: x, profiles: [on] }
  off: { image: x, profiles: [other] }
`,
    });
    expect([service("always").starts, service("enabled").starts, service("off").starts]).toEqual([true, true, false]);
    const missing = await placesIn({ "/p/compose.yaml": "include: [gone.yaml]\nservices:\n  web: { image: x }\n" });
    expect(missing.service("web").starts).toBe(false);
    const alone = await placesIn({ "/p/other.yaml": "services:\n  web: { image: x }\n" }, "other.yaml");
    expect(alone.service("web").starts).toBe(false);
  });

  it("are those of the whole project: what an override adds or takes away counts, and has its place in its own file", async () => {
    const files = {
      "/p/compose.yaml": `name: Shop Front
services:
  web:
    image: x
    ports: ["80:80"]
`,
      "/p/compose.override.yaml": `services:
  web:
    network_mode: host
`,
    };
    const main = await placesIn(files);
    expect(main.places.projects).toEqual([
      { name: "shopfront", files: ["/p/compose.yaml", "/p/compose.override.yaml"], parts: [] },
    ]);
    expect(main.service("web").networkMode).toBeUndefined();
    expect(main.service("web").ports.map(({ claim }) => claim)).toEqual([undefined]);
    const override = await placesIn(files, "compose.override.yaml");
    expect(override.textAt(override.service("web").networkMode ?? expect.fail("no mode"))).toBe("host");
    expect(override.service("web").ports).toEqual([]);
  });

  it("are at the extends of a service whose base has them in another file, and in that file at the base", async () => {
    const files = {
      "/p/compose.yaml": `services:
  web:
    extends: { file: base.yaml, service: http }
    ports: ["81:81"]
  own:
    image: x
    ports: ["82:82"]
`,
      "/p/base.yaml": `services:
  http:
    image: x
    network_mode: bridge
    ports: ["80:80"]
  unused:
    image: x
    ports: ["83:83"]
`,
    };
    const main = await placesIn(files);
    expect(
      main.service("web").ports.map(({ range, elsewhere, claim }) => [main.textAt(range), elsewhere, claim?.first]),
    ).toEqual([
      ["{ file: base.yaml, service: http }", true, 80],
      ['"81:81"', undefined, 81],
    ]);
    expect(main.service("web").networkMode).toBeUndefined();
    expect(main.places.projects).toMatchObject([{ files: ["/p/compose.yaml"], parts: ["/p/base.yaml"] }]);
    const base = await placesIn(files, "base.yaml");
    const { range, isBase, ports, networkMode, starts } = base.service("web");
    expect([base.textAt(range), isBase, starts]).toEqual(["http", true, false]);
    expect(ports.map((port) => [base.textAt(port.range), port.elsewhere, port.claim?.first])).toEqual([
      ['"80:80"', undefined, 80],
    ]);
    expect(base.textAt(networkMode ?? expect.fail("no mode"))).toBe("bridge");
    expect(base.places.services.map(({ name }) => name)).toEqual(["http", "unused", "web"]);
  });
});
