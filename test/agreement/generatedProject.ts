import fc from "fast-check";
import { type Node, renderFile, Tagged } from "./yamlText";

/** The files of a made-up project by their names, and the profiles to ask for. */
export interface GeneratedProject {
  readonly files: Readonly<Record<string, string>>;
  readonly profiles: readonly string[];
}

type Attributes = Readonly<Record<string, Node>>;

const networkNames = ["front", "back", "side"];

const port = fc.integer({ min: 1, max: 9 }).map((number) => 8000 + number);
const address = fc.constantFrom("127.0.0.1", "0.0.0.0", "[::1]");
const protocol = fc.constantFrom("", "/tcp", "/udp");
const variable = fc.constantFrom(
  "${PORT}",
  "$PORT",
  "${PORT:-8001}",
  "${UNSET:-8002}",
  "${EMPTY:-8003}",
  "${EMPTY-8004}",
  "${UNSET}",
);

const shortPort = fc.oneof(
  fc.tuple(port, protocol).map(([target, suffix]) => `${target}${suffix}`),
  fc.tuple(port, port, protocol).map(([published, target, suffix]) => `${published}:${target}${suffix}`),
  fc.tuple(address, port, port).map(([host, published, target]) => `${host}:${published}:${target}`),
  fc.tuple(address, port).map(([host, target]) => `${host}::${target}`),
  fc
    .tuple(port, fc.integer({ min: 0, max: 2 }))
    .map(([first, more]) => `${first}-${first + more}:${first}-${first + more}`),
  fc.tuple(variable, port).map(([published, target]) => `${published}:${target}`),
);
const longPort = fc.record(
  {
    target: port,
    published: port.map(String),
    host_ip: fc.constant("127.0.0.1"),
    protocol: fc.constantFrom("tcp", "udp"),
    mode: fc.constantFrom("host", "ingress"),
  },
  { requiredKeys: ["target"] },
);

const attachment = fc.oneof(
  fc.constant(null),
  fc.record(
    {
      aliases: fc.uniqueArray(fc.constantFrom("one", "two", "x-${NAME}"), { maxLength: 2 }),
      ipv4_address: fc.constant("10.0.0.7"),
    },
    { requiredKeys: [] },
  ),
);
const networks: fc.Arbitrary<Node> = fc.oneof(
  fc.uniqueArray(fc.constantFrom(...networkNames), { minLength: 1, maxLength: 3 }),
  fc.dictionary(fc.constantFrom(...networkNames), attachment, { minKeys: 1, maxKeys: 3 }),
);
const mode = (below: readonly string[]): fc.Arbitrary<Node> =>
  fc.constantFrom("host", "none", "bridge", "${MODE:-host}", "${MODE}", ...below.map((name) => `service:${name}`));
const hosts: fc.Arbitrary<Node> = fc.oneof(
  fc.uniqueArray(fc.constantFrom("a:10.0.0.1", "a=10.0.0.2", "b:::1", "c:host-gateway"), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom("a", "b", "c"), fc.constantFrom("10.0.0.1", "::1", "host-gateway"), { maxKeys: 2 }),
);

/** What a service says of itself; `below` are the services that it may name without making a cycle. */
function attributes(below: readonly string[]): fc.Arbitrary<Attributes> {
  const names = below.length > 0 ? fc.uniqueArray(fc.constantFrom(...below), { maxLength: 2 }) : fc.constant(undefined);
  return fc
    .record({
      networks: inPercent(50, networks),
      network_mode: inPercent(50, mode(below)),
      ports: inPercent(
        60,
        fc.array(fc.oneof({ weight: 4, arbitrary: shortPort }, { weight: 1, arbitrary: longPort }), { maxLength: 4 }),
      ),
      expose: inPercent(
        25,
        fc.uniqueArray(
          fc.oneof(
            port,
            port.map(String),
            port.map((each) => `${each}/udp`),
          ),
          { maxLength: 3 },
        ),
      ),
      extra_hosts: inPercent(25, hosts),
      profiles: inPercent(30, fc.uniqueArray(fc.constantFrom("debug", "test"), { minLength: 1, maxLength: 2 })),
      links: inPercent(20, names),
      depends_on: inPercent(20, names),
    })
    .map(definedOnly);
}

function inPercent<T>(share: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: share, arbitrary: value }, { weight: 100 - share, arbitrary: fc.constant(undefined) });
}

function definedOnly(entries: Readonly<Record<string, Node | undefined>>): Attributes {
  return Object.fromEntries(Object.entries(entries).filter((entry): entry is [string, Node] => entry[1] !== undefined));
}

/** How a service comes to more than it says itself. */
const inheritance = (below: readonly string[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    { weight: 2, arbitrary: fc.constantFrom<Attributes>({ "<<": "*shared" }, { "<<": ["*shared", "*more"] }) },
    {
      weight: 2,
      arbitrary: fc.constantFrom("lone", "chained").map((service) => ({ extends: { file: "common.yaml", service } })),
    },
    ...(below.length > 0
      ? [{ weight: 2, arbitrary: fc.constantFrom(...below).map((service) => ({ extends: { service } })) }]
      : []),
  );

const serviceNames = ["a", "b", "c", "d", "e"];

/** An override's service: some attributes, some of them with `!reset` or `!override`. */
function overriding(below: readonly string[]): fc.Arbitrary<Attributes> {
  const tags = fc.constantFrom<"none" | "reset" | "override">("none", "none", "none", "override", "reset");
  return fc.tuple(attributes(below), fc.array(tags, { minLength: 10, maxLength: 10 })).map(([given, chosen]) =>
    Object.fromEntries(
      Object.entries(given).map(([key, value], index) => {
        const tag = chosen[index] ?? "none";
        if (tag === "none" || typeof value !== "object") return [key, value];
        return [key, new Tagged(tag, tag === "reset" ? null : value)];
      }),
    ),
  );
}

const topNetworks: Node = { front: {}, back: null, side: { external: "${UNSET:-true}", name: "elsewhere" } };

/** Projects of two to five services: a base, an override, a file to extend from, anchors, `.env` and profiles. */
export const generatedProject: fc.Arbitrary<GeneratedProject> = fc
  .record({
    services: fc.tuple(
      ...serviceNames.map((_, index) => {
        const below = serviceNames.slice(0, index);
        return fc.record({ own: attributes(below), inherited: inheritance(below), over: fc.option(overriding(below)) });
      }),
    ),
    count: fc.integer({ min: 2, max: 5 }),
    shared: attributes([]),
    more: attributes([]),
    lone: attributes([]),
    chained: attributes([]),
    dotenv: fc.record({
      MODE: fc.constantFrom("host", "bridge", '"none"'),
      PORT: fc.constantFrom("8005", "'8006'", "8007 # a comment"),
      NAME: fc.constantFrom("name", '"${PORT}"', "'$PORT'"),
    }),
    profiles: fc.constantFrom([], [], ["debug"], ["debug", "test"], ["*"]),
    // What no service of the project has. Mostly one of mode and networks: both on one service are refused, and so is a
    // service that needs one whose profile is inactive; a refused project shows nothing else.
    absent: fc.constantFrom<readonly string[]>(
      ["networks", "profiles"],
      ["networks", "profiles", "links"],
      ["network_mode", "profiles"],
      ["network_mode", "profiles", "depends_on"],
      ["network_mode", "links", "depends_on"],
      ["networks", "links", "depends_on"],
      [],
    ),
  })
  .map(({ services, count, shared, more, lone, chained, dotenv, profiles, absent }) => {
    const present = services.slice(0, count).map((service, index) => ({ name: serviceNames[index] ?? "", ...service }));
    const kept = (given: Attributes) =>
      Object.fromEntries(Object.entries(given).filter(([key]) => !absent.includes(key)));
    const image: Attributes = { image: "nginx" };
    const base = {
      "x-shared": { "&": "shared", ...kept(shared) },
      "x-more": { "&": "more", ...kept(more) },
      services: Object.fromEntries(
        present.map(({ name, own, inherited }) => [name, { ...image, ...inherited, ...kept(own) }]),
      ),
      networks: topNetworks,
    };
    const overrides = present.flatMap(({ name, over }) => (over === null ? [] : [[name, kept(over)] as const]));
    const common = { services: { lone: { ...image, ...kept(lone) }, chained: { extends: "lone", ...kept(chained) } } };
    return {
      profiles,
      files: {
        ".env": `${Object.entries(dotenv)
          .map(([key, value]) => `${key}=${value}`)
          .join("\n")}\nEMPTY=\n`,
        "compose.yaml": renderFile(base),
        "common.yaml": renderFile(common),
        ...(overrides.length > 0
          ? { "compose.override.yaml": renderFile({ services: Object.fromEntries(overrides) }) }
          : {}),
      },
    };
  });
