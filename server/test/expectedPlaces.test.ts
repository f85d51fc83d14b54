import { describe, expect, it } from "vitest";
import type { PlaceRange } from "../../shared/protocol";
import type { ExpectedService, ProjectPlaces } from "../../shared/projectPlaces";
import { finish } from "../src/compose/syntax/steps";
import { projectPlaces } from "../src/features/projectPlaces";
import { NetworkFacts } from "../src/network/model";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import { MemoryFiles } from "./projectFiles";

/** What is expected of the services of `/p/compose.yaml`, each place as the text that stands there. */
async function expectedIn(files: Record<string, string>) {
  const file = "/p/compose.yaml";
  const cache = new FileCache(new MemoryFiles(files));
  const projects = await new Projects(cache, { environment: () => undefined }).of(file, ["/p"]);
  const document = cache.document(file);
  if (typeof document === "string") throw new Error(document);
  const places: ProjectPlaces = finish(projectPlaces(document, projects, new NetworkFacts()));
  const lines = (files[file] ?? "").split("\n");
  const textAt = ({ start, end }: PlaceRange): string => lines[start.line]?.slice(start.character, end.character) ?? "";
  const worded = ({ mode, modeRange, networks, ports }: ExpectedService): unknown => [
    mode,
    textAt(modeRange),
    networks.map(({ range, name, address, address6 }) =>
      [textAt(range), name, address && textAt(address.range), address6 && textAt(address6.range)].filter(Boolean),
    ),
    ports?.map(({ range, published }) => [textAt(range), published?.first].filter(Boolean)),
  ];
  return {
    of: (name: string): unknown => {
      const expected = places.services.find((each) => each.name === name)?.expected;
      return expected === undefined ? undefined : worded(expected);
    },
    networks: places.networks.map(({ range, name, external, subnets }) => [
      textAt(range),
      name,
      external,
      subnets.map((each) => textAt(each.range)),
    ]),
  };
}

describe("what docker compose up is expected to make of a service", () => {
  it("is its mode, its networks as the engine calls them, fixed addresses and ports", async () => {
    const { of, networks } = await expectedIn({
      "/p/compose.yaml": `services:
  web:
    image: x
    ports: ["2000:80", "127.0.0.1:443:443", "90"]
    networks:
      back: { ipv4_address: 172.30.0.9, ipv6_address: "fd00::9" }
      shared:
  plain: { image: x }
  fast: { image: x, network_mode: host }
  beside: { image: x, network_mode: "service:web" }
networks:
  back:
    ipam: { config: [{ subnet: 172.30.0.0/24 }] }
  shared: { external: true, name: the-shared }
  unused:
`,
    });
    expect(of("web")).toEqual([
      "networks",
      "web",
      [
        ["back", "p_back", "172.30.0.9", '"fd00::9"'],
        ["shared", "the-shared"],
      ],
      [['"2000:80"', 2000], ['"127.0.0.1:443:443"', 443], ['"90"']],
    ]);
    expect(of("plain")).toEqual(["networks", "plain", [["plain", "p_default"]], []]);
    expect(of("fast")).toEqual(["host", "host", [], []]);
    expect(of("beside")).toEqual(["service", '"service:web"', [], []]);
    expect(networks).toEqual([
      ["back", "p_back", false, ["172.30.0.0/24"]],
      ["shared", "the-shared", true, []],
    ]);
  });

  it("leaves out what a variable has a part in, and services that a profile switches off", async () => {
    const { of, networks } = await expectedIn({
      "/p/.env": "PORT=2000\nMODE=host\n",
      "/p/compose.yaml": `services:
  a: { image: x, ports: ["\${PORT}:80"] }
  b: { image: x, network_mode: "\${MODE}" }
  c: { image: x, ports: [{ target: 80, published: "80" }] }
  f: { image: x, ports: [{ target: 80, published: "\${PORT}" }] }
  d: { image: x, profiles: [dev], networks: [only] }
  e: { image: x, networks: [host] }
networks:
  only: { external: true }
  host: { external: true, name: "\${MODE}" }
`,
    });
    expect(of("a")).toEqual(["networks", "a", [["a", "p_default"]], undefined]);
    expect(of("b")).toEqual([undefined, '"${MODE}"', [], []]);
    expect(of("c")).toEqual(["networks", "c", [["c", "p_default"]], [['{ target: 80, published: "80" }', 80]]]);
    expect(of("f")).toEqual(["networks", "f", [["f", "p_default"]], undefined]);
    expect(of("d")).toBeUndefined();
    expect(of("e")).toEqual([undefined, "e", [], []]);
    expect(networks).toEqual([["host", undefined, true, []]]);
  });

  it("is nothing where other files may take part", async () => {
    const { of } = await expectedIn({
      "/p/compose.yaml": "include: [missing.yaml]\nservices:\n  a: { image: x }\n",
    });
    expect(of("a")).toBeUndefined();
  });
});
