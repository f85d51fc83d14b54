import { say, type Text } from "../../../../shared/text";
import { namesInVariable } from "../../../../shared/hostVariables";
import type { Service } from "../../compose/model/service";
import { type Callable, callableFrom } from "../../network/dns/callable";
import type { NetworkModel } from "../../network/model";
import { knownPorts } from "../../network/ports/knownPorts";
import { type HostWord, hostWordAt } from "./hostWord";
import type { Completion, Offer, Wanted } from "./offer";

/** Names inside values: the services that this one reaches from where it runs, with the ports inside their containers. */
export const hosts: Completion = {
  isFor: (spot) => hostWordAt(spot) !== undefined,
  offers: (wanted) => {
    const { service, network, spot, document } = wanted;
    const word = hostWordAt(spot);
    if (service === undefined || word === undefined) return [];
    const start = spot.start + word.from;
    const rest = /^[\w.-]*(?::\d*)?/.exec(document.text.slice(spot.offset, Math.max(spot.end, spot.offset)))?.[0] ?? "";
    const over = { start, end: spot.offset + rest.length };
    return hostOffers(service, network, word, ownAddress(wanted)).map((offer) => ({ ...offer, over }));
  },
};

/** What a service may call at a place where the name of a host is being written; `own` are more of its own addresses. */
export function hostOffers(
  service: Service,
  network: NetworkModel,
  word: HostWord,
  own: readonly Callable[],
): readonly Offer[] {
  const expected = portOf(word);
  const named = new Map<string, Offer>();
  for (const callable of [...own, ...callableFrom(service, network)]) {
    for (const text of textsOf(callable, word, service)) {
      if (!named.has(text)) named.set(text, { ...offerOf(text, callable, service), rank: rankOf(callable, expected) });
    }
  }
  return [...named.values()];
}

/** A health check asks its own container as a rule. */
function ownAddress({ spot, service }: Wanted): Callable[] {
  if (service === undefined || spot.path[2] !== "healthcheck") return [];
  return knownPorts(service).map(({ port, from }) => ({
    ...{ name: "localhost", port, from, target: service, by: "together", isAlias: false },
  }));
}

/** Lower comes first: what answers at the port that is meant, services before other names of theirs. */
function rankOf({ port, isAlias, by }: Callable, expected: number | undefined): number {
  const isMeant = expected !== undefined && port === expected;
  return (isMeant ? 0 : 2) + (by === "gateway" ? 2 : isAlias ? 1 : 0);
}

const schemeOf: Readonly<Record<number, string>> = {
  443: "https",
  3306: "mysql",
  4222: "nats",
  5432: "postgresql",
  5672: "amqp",
  6379: "redis",
  27_017: "mongodb",
};

/** The port that the scheme of the URL, or the name of the variable, stands for. */
function portOf({ scheme, key }: HostWord): number | undefined {
  if (scheme !== undefined) return namesInVariable("X", `${scheme}://db/`)[0]?.implied;
  return key === undefined ? undefined : namesInVariable(key, "db")[0]?.expected;
}

/** What is written for a host there: with its port, without where that stands in a variable of its own, or either. */
function textsOf({ name, port }: Callable, { wants, key }: HostWord, { environment }: Service): string[] {
  if (port === undefined) return wants === "url" ? [`http://${name}`] : [name];
  if (wants === "name") return [name];
  const full = `${name}:${port}`;
  if (wants === "url") return [`${schemeOf[port] ?? "http"}://${full}`];
  if (key === undefined || !bareKey.test(key)) return [full];
  const portKey = key.replace(bareKey, (word) => (word === word.toLowerCase() ? "port" : "PORT")).toUpperCase();
  const isApart = environment.some((each) => each.key.toUpperCase() === portKey);
  return isApart ? [name] : [name, full];
}

/** Variables from which most programs take a name alone. */
const bareKey = /HOST(?:NAME)?$/i;

function offerOf(label: string, callable: Callable, caller: Service): Offer {
  return {
    label,
    kind: "host",
    detail: callable.target === caller ? say`${caller.name} itself` : detailOf(callable),
    causes: () => causesOf(callable, caller),
  };
}

function detailOf({ target, by, isAlias }: Callable): string | Text {
  if (by === "published") return say`${target.name}, by its published port`;
  if (by === "gateway") return say`${target.name}, on the host`;
  return isAlias || by === "together" ? target.name : (target.image?.value ?? say`a service of this project`);
}

function causesOf({ target, by, port, from, network }: Callable, caller: Service): string | Text {
  const said = port === undefined ? "" : say` ${portSource(port, from)}`;
  if (target === caller) return say`A health check runs inside the container of ${caller.name} itself.${said}`;
  switch (by) {
    case "network":
      return say`${caller.name} finds ${target.name} by this name on the network ${String(network)}.${said}`;
    case "together":
      return say`${caller.name} and ${target.name} run in one network namespace, where they reach each other at localhost.${said}`;
    case "published":
      return say`${caller.name} runs in the host's network, where names of services do not resolve. ${String(port)} is the port that ${target.name} publishes on the host.`;
    case "gateway":
      return say`${target.name} runs in the host's network, which \`extra_hosts\` names so. It has to listen on more than 127.0.0.1.${said}`;
  }
}

function portSource(port: number, from: Callable["from"]): string | Text {
  const inside = say`${port} is the port inside the container, whatever is published:`;
  switch (from) {
    case "ports":
    case "expose":
      return say`${inside} \`${from}\` says it.`;
    case "settings":
      return say`${inside} its own settings name it.`;
    default:
      return say`${inside} the usual one of its image.`;
  }
}
