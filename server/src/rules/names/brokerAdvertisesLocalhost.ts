import { say, type Text } from "../../../../shared/text";
import type { Assignment } from "../../compose/model/attributes";
import type { Service } from "../../compose/model/service";
import { type Needs, pause } from "../../compose/syntax/steps";
import { collectFromServices } from "../../compose/model/collectFromServices";
import type { Mention } from "../../network/dns/mentions";
import type { NetworkModel } from "../../network/model";
import { imageName } from "../../network/ports/imagePorts";
import { networkOf } from "../../network/networkOf";
import type { Finding, RelatedPlace } from "../../linter/finding";
import type { Place } from "../../compose/syntax/node";
import { defineRule } from "../../linter/rule";
import { erlangNodes } from "./erlangNodes";
import { initiate } from "./replicaSet";

/** Where a broker says by which addresses its clients come back. */
interface Advertised {
  readonly service: Service;
  readonly at: Place;
  readonly what: string | Text;
  /** The port of the listener that clients come by; undefined: any. */
  readonly ports: readonly number[] | undefined;
}

/** A value of a service that names another one. */
interface Call {
  readonly caller: Service;
  readonly mention: Mention;
}

/** So many callers are named. */
const mostCallers = 5;

const listener = /(?<![\w-])([A-Za-z_][\w-]{0,63}):\/\/(\[[\da-fA-F:]{0,45}\]|[\w.-]{0,253}):(\d{1,5})/g;
/** RabbitMQ's own name: who joins it has to call it so. */
const nodeName = "RABBITMQ_NODENAME";
const isLoopback = (host: string): boolean => /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(host);

/**
 * Clients of a broker ask it once, and then call the addresses that it advertises: with localhost they call themselves
 * (docs/docker-behaviour.md#broker-advertises).
 */
export const brokerAdvertisesLocalhost = defineRule({
  id: "broker-advertises-localhost",
  severity: "warning",
  title: say`A broker tells its clients to call localhost`,
  perProject: function* (project): Generator<Finding | Needs> {
    const advertised = advertisedIn(project);
    if (advertised.length === 0) return;
    const network = networkOf(project);
    const brokers = brokersOf(advertised, network);
    const calls = new Map<Service, Call[]>(brokers.map((broker) => [broker, []]));
    for (const { service: caller, mention } of network.knownMentions) {
      yield pause;
      const [called, ...others] = network.servicesCalled(mention.name);
      if (called !== undefined && others.length === 0) calls.get(called)?.push({ caller, mention });
    }
    for (const [index, { service: speaker, at, what, ports }] of advertised.entries()) {
      const service = brokers[index] ?? speaker;
      if (network.isOnHost(service)) continue;
      const callers = what === nodeName ? joinersOf(service, network) : [];
      // A node that joins nobody is fine with clients that call it by name.
      const clients = what === nodeName && !joinsCluster(service) ? [] : (calls.get(service) ?? []);
      for (const { caller, mention } of clients) {
        yield pause;
        if (caller === service || caller === speaker || !isCall(mention, ports) || network.isOnHost(caller)) continue;
        if (what === initiate && staysThere(caller, mention)) continue;
        callers.push({ at: mention.at, message: say`${caller.name} calls ${service.name} here` });
        if (callers.length === mostCallers) break;
      }
      const [first] = callers;
      if (first === undefined) continue;
      const port = ports?.[0];
      yield {
        at,
        service: speaker,
        message: say`${service.name} tells its clients to go on at localhost (${what}), where each of them is itself: who calls ${service.name} by name in the project cannot go on. Advertise ${service.name}${port === undefined ? "" : `:${port}`}, and localhost by a listener of its own for clients on the host.`,
        related: callers,
      };
    }
  },
});

/** Whose clients are told: a replica set is often initiated by a service of its own, which calls one of its members. */
function brokersOf(advertised: readonly Advertised[], network: NetworkModel): readonly Service[] {
  const speakers = new Set(advertised.filter(({ what }) => what === initiate).map(({ service }) => service));
  const called = new Map<Service, Service>();
  if (speakers.size > 0) {
    for (const { service, mention } of network.knownMentions) {
      if (!speakers.has(service) || mention.in !== "command" || called.has(service)) continue;
      const [target, ...others] = network.servicesCalled(mention.name);
      if (target !== undefined && target !== service && others.length === 0) called.set(service, target);
    }
    for (const speaker of speakers) {
      // `mongo db/app --eval ...` names its server in a form of its own: whom it waits for tells as well.
      const awaited = speaker.dependsOn.flatMap((each) => network.project.services.get(each.service) ?? []);
      const [target, ...others] = awaited.filter(({ image }) => imageName(image?.value).startsWith("mongo"));
      if (target !== undefined && others.length === 0 && !called.has(speaker)) called.set(speaker, target);
    }
  }
  return advertised.map(({ service, what }) => (what === initiate ? called.get(service) : undefined) ?? service);
}

/** Clients of MongoDB that are told to stay at the one server they call. */
function staysThere({ environment, command }: Service, { key }: Mention): boolean {
  const value = environment.find((each) => each.key === key)?.value;
  const texts = value === undefined ? command.map((each) => each.value) : [value];
  return texts.some((text) => /[?&](?:directConnection=true|connect=direct)\b/i.test(text));
}

function isCall({ in: kind, port, paired }: Mention, ports: readonly number[] | undefined): boolean {
  const called = port ?? paired?.port;
  if (kind === "label" || kind === "healthcheck") return false;
  return ports === undefined || called === undefined || ports.includes(called);
}

/** Where others name the node of RabbitMQ on this service, to join it: they find it only by the name that it has itself. */
function joinersOf(service: Service, network: NetworkModel): RelatedPlace[] {
  const joiners = erlangNodes(network.project).filter(({ service: caller, host }) => {
    const [called, ...others] = network.servicesCalled(host);
    return caller !== service && called === service && others.length === 0 && !network.isOnHost(caller);
  });
  return joiners
    .slice(0, mostCallers)
    .map(({ service: caller, at }) => ({ at, message: say`${caller.name} calls ${service.name} here` }));
}

function joinsCluster({ environment }: Service): boolean {
  return environment.some(({ key }) => /^RABBITMQ_(?:CLUSTER|JOIN)/.test(key));
}

const advertisedIn = collectFromServices((service): Advertised[] => {
  const found: Advertised[] = [];
  for (const each of service.environment) if (mayAdvertise.test(each.key)) found.push(...inVariable(service, each));
  if (service.entrypoint.length + service.command.length + service.healthcheck.length > 0)
    found.push(...inWords(service));
  return found;
});

/** Whether a variable is worth a closer look. */
const mayAdvertise = /ADV|publish_host|NODENAME/i;

function inVariable(service: Service, { key, value = "", at }: Assignment): Advertised[] {
  const place = at.node;
  if (/^KAFKA_(?:CFG_)?ADVERTISED_LISTENERS$/.test(key)) return kafka(service, value, place, key);
  if (
    /^(?:KAFKA_(?:CFG_)?ADVERTISED_HOST_NAME|ADV_HOST|(?:PULSAR_PREFIX_)?advertisedAddress)$/.test(key) &&
    isLoopback(value)
  ) {
    return [{ service, at: place, what: key, ports: undefined }];
  }
  if (/^(?:network|http|transport)\.publish_host$/i.test(key) && /^(?:localhost|127\.0\.0\.1|_local_)$/.test(value)) {
    return [{ service, at: place, what: key, ports: undefined }];
  }
  return key === nodeName && value.endsWith("@localhost") ? [{ service, at: place, what: key, ports: undefined }] : [];
}

/** The listeners that are advertised as localhost, by the ports on which the broker has them. */
function kafka(service: Service, value: string, at: Place, what: string): Advertised[] {
  const listeners = service.environment.find(({ key }) => /^KAFKA_(?:CFG_)?LISTENERS$/.test(key))?.value ?? "";
  const portOf = new Map([...listeners.matchAll(listener)].map(([, name = "", , port]) => [name, Number(port)]));
  const all = [...value.matchAll(listener)].map(([, name = "", host = "", port]) => ({
    host,
    port: portOf.get(name) ?? Number(port),
  }));
  const loopback = all.filter(({ host }) => isLoopback(host));
  if (loopback.length === 0) return [];
  const others = new Set(all.filter(({ host }) => !isLoopback(host)).map(({ port }) => port));
  const ports = loopback.map(({ port }) => port).filter((port) => !others.has(port));
  // With one listener alone, whatever the client calls leads to it.
  return ports.length === 0 ? [] : [{ service, at, what, ports: others.size === 0 ? undefined : ports }];
}

/** Redpanda's flag, and the members of a MongoDB replica set. */
function inWords(service: Service): Advertised[] {
  const words = [...service.entrypoint, ...service.command].flatMap(({ value, at }) =>
    value.split(/\s+/).map((word) => ({ word, at })),
  );
  const found: Advertised[] = [];
  words.forEach(({ word, at }, index) => {
    const equals = word.indexOf("=");
    if ((equals < 0 ? word : word.slice(0, equals)) !== "--advertise-kafka-addr") return;
    const value = equals < 0 ? (words[index + 1]?.word ?? "") : word.slice(equals + 1);
    const addresses = value.includes("://") ? value : `PLAINTEXT://${value}`;
    found.push(
      ...kafka(service, addresses, (equals < 0 ? (words[index + 1]?.at ?? at) : at).node, "--advertise-kafka-addr"),
    );
  });
  for (const { value, at } of [...service.command, ...service.entrypoint, ...service.healthcheck]) {
    const at0 = value.indexOf(initiate);
    if (at0 < 0 || !/host["']?\s{0,3}:\s{0,3}["'](?:localhost|127\.0\.0\.1)\b/.test(value.slice(at0))) continue;
    found.push({ service, at: at.node, what: initiate, ports: undefined });
  }
  return found;
}
