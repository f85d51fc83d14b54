import { describe, expect, it } from "vitest";
import { NetworkModel } from "../src/network/model";
import { servicesOf } from "./projectFiles";

async function modelOf(text: string): Promise<NetworkModel> {
  return new NetworkModel(await servicesOf({ "/p/compose.yaml": text }, "compose.yaml"));
}

function service(model: NetworkModel, name: string) {
  return model.project.services.get(name) ?? expect.fail(`there is no service ${name}`);
}

describe("the effective namespace", () => {
  it("is followed through chains of `service:`, with who owns it and who shares it", async () => {
    const model = await modelOf(`services:
  a: { image: x, network_mode: "service:b" }
  b: { image: x, network_mode: "service:c" }
  c: { image: x, network_mode: host }
  own: { image: x }
  bridged: { image: x, network_mode: bridge }
  default: { image: x, network_mode: default }
  empty: { image: x, network_mode: "" }
  named: { image: x, network_mode: theirs }
  other: { image: x, network_mode: "container:elsewhere" }
  joins-other: { image: x, network_mode: "service:other" }
`);
    const seen = [...model.project.services.values()].map((each) => {
      const { kind, owner } = model.namespaceOf(each);
      return [each.name, kind, owner?.name];
    });
    expect(seen).toEqual([
      ["a", "host", "c"],
      ["b", "host", "c"],
      ["c", "host", "c"],
      ["own", "networks", "own"],
      ["bridged", "default-bridge", "bridged"],
      ["default", "default-bridge", "default"],
      ["empty", "none", "empty"],
      ["named", "engine-network", "named"],
      ["other", "container", "other"],
      ["joins-other", "container", "other"],
    ]);
    expect(model.sharersOf(service(model, "c")).map(({ name }) => name)).toEqual(["a", "b"]);
    expect(model.sharersOf(service(model, "own"))).toEqual([]);
  });

  it("is unknown for a variable without a value, a service that is not there, and a cycle", async () => {
    const model = await modelOf(`services:
  variable: { image: x, network_mode: "$MODE" }
  behind: { image: x, network_mode: "service:variable" }
  missing: { image: x, network_mode: "service:nobody" }
  one: { image: x, network_mode: "service:two" }
  two: { image: x, network_mode: "service:one" }
`);
    for (const each of model.project.services.values()) expect(model.namespaceOf(each).kind).toBe("unknown");
  });
});

describe("claims on ports of the host", () => {
  it("have family, address, protocol, range and evidence", async () => {
    const model = await modelOf(`services:
  web: { image: x, ports: ["80:80", "127.0.0.1:81:80/udp", "[::]:9000-9002:9000-9002", "8000-8010:80", "82", "$P:80"] }
  app: { image: x, network_mode: host, ports: ["8080:90"], command: ["--listen", "[::1]:91"], environment: { PORT: 92 } }
  sharer: { image: x, network_mode: "service:app", command: --bind 127.0.0.1:93 }
  inner: { image: x, network_mode: "service:web", command: --bind :94 }
  none: { image: x, network_mode: none, ports: ["95:95"] }
  off: { image: x, scale: 0, ports: ["96:96"] }
`);
    expect(
      model.claims.map(({ service: { name }, by, evidence, picks, address, protocol, ports }) =>
        [name, by, evidence, picks ? "picks" : "", JSON.stringify(address), protocol, ports.first, ports.last].join(
          " ",
        ),
      ),
    ).toEqual([
      'web publish certain  {"kind":"any"} tcp 80 80',
      'web publish certain  {"kind":"one","family":"ipv4","address":"127.0.0.1"} udp 81 81',
      'web publish certain  {"kind":"any-of-family","family":"ipv6"} tcp 9000 9002',
      'web publish certain picks {"kind":"any"} tcp 8000 8010',
      'app host-mode likely  {"kind":"any"} tcp 90 90',
      'app host-mode certain  {"kind":"one","family":"ipv6","address":"::1"} tcp 91 91',
      'app host-mode likely  {"kind":"any"} tcp 92 92',
      'sharer host-mode certain  {"kind":"one","family":"ipv4","address":"127.0.0.1"} tcp 93 93',
    ]);
  });

  it("collide once a pair, within profiles that meet", async () => {
    const model = await modelOf(`services:
  a: { image: x, ports: ["80:80"] }
  b: { image: x, ports: ["70-90:70-90"], profiles: [p, q] }
  c: { image: x, ports: ["127.0.0.1:80:1"], profiles: [q] }
  d: { image: x, ports: ["80:2"], profiles: [r] }
  e: { image: x, ports: ["80:80/udp"] }
`);
    expect(
      model.collisions.map(({ first, second, ports }) => [first.service.name, second.service.name, ports.first]),
    ).toEqual([
      ["a", "b", 80],
      ["a", "c", 80],
      ["b", "c", 80],
      ["a", "d", 80],
    ]);
  });
});

describe("names", () => {
  it("resolve on a common network, by name or alias, and for who shares a namespace on its owner's", async () => {
    const model = await modelOf(`services:
  web: { image: x }
  db: { image: x }
  island: { image: x, networks: [far] }
  both: { image: x, networks: [far, default] }
  host: { image: x, network_mode: host }
  sharer: { image: x, network_mode: "service:web" }
  bridged: { image: x, network_mode: bridge, links: [linked] }
  linked: { image: x, network_mode: bridge }
  none: { image: x, network_mode: none }
networks: { far: {} }
`);
    const why = (from: string, to: string) => model.unresolved(service(model, from), service(model, to));
    expect(why("web", "db")).toBeUndefined();
    expect(why("web", "both")).toBeUndefined();
    expect(why("web", "island")).toBe("no-common-network");
    expect(why("web", "host")).toBe("target-in-host-mode");
    expect(why("web", "sharer")).toBe("target-shares-namespace");
    expect(why("web", "linked")).toBe("target-on-default-bridge");
    expect(why("web", "none")).toBe("target-without-network");
    expect(why("sharer", "db")).toBeUndefined();
    expect(why("sharer", "web")).toBeUndefined();
    expect(why("host", "db")).toBe("caller-in-host-mode");
    expect(why("bridged", "linked")).toBeUndefined();
    expect(why("bridged", "db")).toBe("caller-on-default-bridge");
    expect(why("none", "db")).toBe("caller-without-network");
    expect(model.unresolvedByAll(service(model, "host"))).toBe("target-in-host-mode");
    expect(model.unresolvedByAll(service(model, "island"))).toBeUndefined();
  });
});
