import fc from "fast-check";

/** A network of a scene. */
export interface SceneNetwork {
  readonly driver: "bridge" | "macvlan";
  readonly internal: boolean;
  readonly icc: boolean;
  readonly ipv6: boolean;
}

/** A program that listens: in a container, or on the host itself. */
export interface SceneListener {
  readonly protocol: "tcp" | "udp";
  readonly address: "0.0.0.0" | "::" | "127.0.0.1" | "::1" | "own";
  readonly port: number;
}

/** A publish of a container. */
export interface ScenePublish {
  readonly hostIp: "" | "127.0.0.1" | "lan";
  readonly hostPort: number;
  readonly containerPort: number;
  readonly protocol: "tcp" | "udp";
}

/** Which network a container has: places in networks of the scene, the host's, none, or that of an earlier container. */
export type SceneMode =
  | { readonly kind: "networks"; readonly of: readonly number[] }
  | { readonly kind: "bridge" }
  | { readonly kind: "host" }
  | { readonly kind: "none" }
  | { readonly kind: "shares"; readonly other: number };

/** A container of a scene. */
export interface SceneContainer {
  readonly mode: SceneMode;
  readonly listeners: readonly SceneListener[];
  readonly publishes: readonly ScenePublish[];
  readonly hostGateway: boolean;
  /** `orphaned`: the one whose network it shares is restarted after its start. */
  readonly state: "running" | "paused" | "stopped" | "orphaned";
}

/** Rules that somebody has added to the firewall of the host. */
export type SceneRule = "none" | "input-drop" | "user-drop";

/** Some containers on some networks beside a program of the host, and who calls whom is tried of all of them. */
export interface Scene {
  readonly networks: readonly SceneNetwork[];
  readonly containers: readonly SceneContainer[];
  readonly onHost: readonly SceneListener[];
  readonly rule: SceneRule;
  /** The program of the host listens before the containers are started. */
  readonly hostFirst?: true;
}

/** Ports on which programs listen in containers; those of the host are others, so that none is taken by chance. */
const inside = [80, 81];
const published = [2080, 2081, 2082];
const ofHost = [3080, 2081];

/** Every port that is called. */
export const calledPorts = [...new Set([...inside, ...published, ...ofHost])];

const protocol = fc.oneof(
  { weight: 4, arbitrary: fc.constant("tcp" as const) },
  { weight: 1, arbitrary: fc.constant("udp" as const) },
);
const address = fc.oneof(
  { weight: 4, arbitrary: fc.constant("0.0.0.0" as const) },
  { weight: 2, arbitrary: fc.constant("::" as const) },
  { weight: 2, arbitrary: fc.constant("127.0.0.1" as const) },
  { weight: 1, arbitrary: fc.constantFrom("::1" as const, "own" as const) },
);
const listenerOn = (ports: readonly number[]): fc.Arbitrary<SceneListener> =>
  fc.record({ protocol, address, port: fc.constantFrom(...ports) });

const publish: fc.Arbitrary<ScenePublish> = fc.record({
  hostIp: fc.oneof(
    { weight: 3, arbitrary: fc.constant("" as const) },
    { weight: 1, arbitrary: fc.constantFrom("127.0.0.1" as const, "lan" as const) },
  ),
  hostPort: fc.constantFrom(...published),
  containerPort: fc.constantFrom(...inside),
  protocol,
});

const network: fc.Arbitrary<SceneNetwork> = fc.record({
  driver: fc.oneof(
    { weight: 6, arbitrary: fc.constant("bridge" as const) },
    { weight: 1, arbitrary: fc.constant("macvlan" as const) },
  ),
  internal: seldom(5),
  icc: seldom(5).map((off) => !off),
  ipv6: seldom(3),
});

/** True once in so many times. */
function seldom(times: number): fc.Arbitrary<boolean> {
  return fc.integer({ min: 1, max: times }).map((number) => number === times);
}

const container = (networks: number, before: number): fc.Arbitrary<SceneContainer> => {
  const of = fc.uniqueArray(fc.integer({ min: 0, max: networks - 1 }), { minLength: 1, maxLength: 2 });
  const mode: fc.Arbitrary<SceneMode> = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant("networks" as const), of }) },
    { weight: 1, arbitrary: fc.constantFrom({ kind: "bridge" as const }, { kind: "host" as const }) },
    { weight: 1, arbitrary: fc.constantFrom({ kind: "none" as const }, { kind: "host" as const }) },
    ...(before === 0
      ? []
      : [
          {
            weight: 1,
            arbitrary: fc.record({
              kind: fc.constant("shares" as const),
              other: fc.integer({ min: 0, max: before - 1 }),
            }),
          },
        ]),
  );
  return fc.record({
    mode,
    listeners: fc.array(listenerOn(inside), { minLength: 1, maxLength: 2 }),
    publishes: fc.array(publish, { maxLength: 2 }),
    hostGateway: seldom(4),
    state: fc.oneof(
      { weight: 7, arbitrary: fc.constant("running" as const) },
      { weight: 1, arbitrary: fc.constantFrom("paused" as const, "stopped" as const, "orphaned" as const) },
    ),
  });
};

/** Scenes of two networks and three to five containers. */
export const anyScene: fc.Arbitrary<Scene> = fc.integer({ min: 3, max: 5 }).chain((count) =>
  fc.record({
    // The engine makes one macvlan on a link at most.
    networks: fc.tuple(
      network.map((each) => ({ ...each, driver: "bridge" as const })),
      network,
    ),
    containers: fc.tuple(...Array.from({ length: count }, (_, at) => container(2, at))),
    onHost: fc.array(listenerOn(ofHost), { maxLength: 2 }),
    rule: fc.oneof(
      { weight: 6, arbitrary: fc.constant("none" as const) },
      { weight: 1, arbitrary: fc.constantFrom("input-drop" as const, "user-drop" as const) },
    ),
  }),
);
