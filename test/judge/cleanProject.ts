import fc from "fast-check";
import { type Attributes, containerName, type JudgedProject, port } from "./project";

/** Where a service of a clean project is. */
type Place = "default" | "front" | "back" | "both" | "host" | "none" | "bridge" | "sharer";

/** A name by which others may call a service. */
type Name = "service" | "alias" | "hostname" | "container" | "link";

const names = ["a", "b", "c", "d"] as const;

const place = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Place>("default") },
  { weight: 3, arbitrary: fc.constantFrom<Place>("front", "back", "both") },
  { weight: 2, arbitrary: fc.constant<Place>("host") },
  { weight: 1, arbitrary: fc.constantFrom<Place>("none", "bridge") },
  { weight: 2, arbitrary: fc.constant<Place>("sharer") },
);

const choices = fc.record({
  place,
  publishes: fc.boolean(),
  /** How the publish is written. */
  form: fc.constantFrom("short", "address", "long", "target"),
  calls: fc.boolean(),
  /** By which of its names the other is called. */
  calledBy: fc.constantFrom<Name>("service", "service", "alias", "hostname", "container", "link"),
  waits: fc.boolean(),
  /** Names that it has beside its own. */
  named: fc.constantFrom<Name>("service", "alias", "hostname", "container"),
  replicated: fc.nat({ max: 4 }).map((drawn) => drawn === 0),
  /** A number that picks one of several, whatever there is to pick from. */
  pick: fc.nat({ max: 11 }),
});

type Choices = typeof choices extends fc.Arbitrary<infer T> ? T : never;

/** The port on which the program of a service listens: another one for each, so that sharers of a namespace get along. */
export function listensOn(name: string): string {
  return port(10 + names.indexOf(name as (typeof names)[number]));
}

/** The port of the host that a service may publish. */
function publishedAs(name: string): string {
  return port(30 + names.indexOf(name as (typeof names)[number]));
}

const attached: Readonly<Record<Place, Attributes>> = {
  default: {},
  front: { networks: ["front"] },
  back: { networks: ["back"] },
  both: { networks: ["front", "back"] },
  host: { network_mode: "host" },
  none: { network_mode: "none" },
  bridge: { network_mode: "bridge" },
  sharer: {},
};

const networksOf: Readonly<Partial<Record<Place, readonly string[]>>> = {
  default: ["default"],
  front: ["front"],
  back: ["back"],
  both: ["front", "back"],
};

const canPublish = new Set<Place>(["default", "front", "back", "both", "bridge"]);

function published(name: string, form: Choices["form"]): Attributes {
  const [host, target] = [publishedAs(name), listensOn(name)];
  if (form === "address") return { ports: [`127.0.0.1:${host}:${target}`] };
  if (form === "long") return { ports: [{ target, published: host }] };
  if (form === "target") return { ports: [target] };
  return { ports: [`${host}:${target}`] };
}

/** The service whose namespace the sharer with that number shares. */
function sharedBy(place: readonly Place[], index: number, pick: number): string | undefined {
  const owners = names.slice(0, index).filter((_, at) => place[at] !== "sharer" && place[at] !== "none");
  return owners[pick % Math.max(owners.length, 1)];
}

/** What gives a service on networks another name, beside the networks that it is on. */
function nameGiven(name: string, named: Name, networks: readonly string[]): Attributes {
  if (networks.length === 0) return {};
  if (named === "alias")
    return { networks: Object.fromEntries(networks.map((each) => [each, { aliases: [`${name}-alias`] }])) };
  if (named === "hostname") return { hostname: `${name}-host` };
  return named === "container" ? { container_name: containerName(name) } : {};
}

/** The name by which the other is called, and what the caller needs for it. Its own where it has no other. */
function callOf(other: string, by: Name, named: Name): { host: string; attributes: Attributes } {
  if (by === "link") return { host: `${other}-link`, attributes: { links: [`${other}:${other}-link`] } };
  if (by !== named || by === "service") return { host: other, attributes: {} };
  const suffix = { alias: "alias", hostname: "host" } as const;
  return { host: by === "container" ? containerName(other) : `${other}-${suffix[by]}`, attributes: {} };
}

/** A service by its number among the choices; the ones before it are there to be shared, called and waited for. */
function service(all: readonly Choices[], index: number, place: readonly Place[]): Attributes {
  const chosen = all[index];
  const name = names[index];
  if (chosen === undefined || name === undefined) return {};
  const where = place[index] ?? "default";
  const before = names.slice(0, index);
  const owner = where === "sharer" ? sharedBy(place, index, chosen.pick) : undefined;
  const mine = networksOf[where] ?? [];
  const reachable = before.filter((_, at) =>
    (networksOf[place[at] ?? "none"] ?? []).some((each) => mine.includes(each)),
  );
  const called = chosen.calls ? reachable[chosen.pick % Math.max(reachable.length, 1)] : undefined;
  const calledName = names.indexOf(called ?? "a");
  const call = callOf(called ?? "", chosen.calledBy, all[calledName]?.named ?? "service");
  const awaited = chosen.waits ? before[chosen.pick % Math.max(before.length, 1)] : undefined;
  const isShared = all.some(
    ({ pick }, at) => at > index && place[at] === "sharer" && sharedBy(place, at, pick) === name,
  );
  const mayHaveReplicas =
    chosen.replicated && mine.length > 0 && !chosen.publishes && chosen.named !== "container" && !isShared;
  return {
    image: "busybox",
    command: ["httpd", "-f", "-p", listensOn(name)],
    ...(owner === undefined ? attached[where] : { network_mode: `service:${owner}` }),
    ...(chosen.publishes && canPublish.has(where) ? published(name, chosen.form) : {}),
    ...nameGiven(name, chosen.named, mine),
    ...(called === undefined
      ? {}
      : { ...call.attributes, environment: { PEER_URL: `http://${call.host}:${listensOn(called)}/` } }),
    ...(mayHaveReplicas ? { deploy: { replicas: 2 } } : {}),
    ...(awaited === undefined || awaited === owner ? {} : { depends_on: [awaited] }),
  };
}

/** A project of one to four services in which nothing is wrong, and a number for whoever puts a mistake into it. */
export const cleanProject: fc.Arbitrary<JudgedProject> = fc
  .array(choices, { minLength: 1, maxLength: names.length })
  .map((all) => {
    // A sharer needs an owner before it.
    const place = all.map(({ place: wanted }, index): Place => {
      const hasOwner = all.slice(0, index).some((each) => each.place !== "sharer" && each.place !== "none");
      return wanted === "sharer" && !hasOwner ? "default" : wanted;
    });
    const services = Object.fromEntries(all.map((_, index) => [names[index] ?? "", service(all, index, place)]));
    const used = new Set(place.flatMap((each) => (networksOf[each] ?? []).filter((network) => network !== "default")));
    return { services, networks: Object.fromEntries([...used].map((network) => [network, {}])), mistakes: [] };
  });
