import { say, type Text } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import { type Needs, pause } from "../../compose/syntax/steps";
import type { HostMention } from "../../network/dns/hostMentions";
import type { NetworkModel } from "../../network/model";
import { networkOf } from "../../network/networkOf";
import { coexist } from "../../network/ports/collisions";
import { imageName, isProxy } from "../../network/ports/imagePorts";
import { answeringOf } from "../../network/ports/answering";
import type { Offer } from "../../network/ports/offers";
import type { Finding } from "../../linter/finding";
import { namePlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { callInstead } from "../fixes/callInstead";
import { callsToHost, insidePort } from "./callsToHost";
import { statesMembers } from "./replicaSet";

/**
 * localhost is the container itself. Where nothing in its namespace has the port and one neighbour has it, that one is meant
 * (engine 28.5, docs/docker-behaviour.md#localhost-of-neighbour).
 */
export const localhostForNeighbour = defineRule({
  id: "localhost-for-neighbour",
  severity: "warning",
  title: say`A service calls localhost where another service is meant`,
  perProject: function* (project): Generator<Finding | Needs> {
    const network = networkOf(project);
    const named = namesUsed(network);
    for (const { mention, port, offers } of callsToHost(network, "loopback")) {
      yield pause;
      const { service } = mention;
      const { kind, owner } = network.namespaceOf(service);
      if (kind !== "networks" || statesMembers(service, mention.origin)) continue;
      if (hasItself(port, owner, network)) continue;
      const found = neighbour(offers, service, owner, network);
      if (found === undefined) continue;
      const { offer } = found;
      const target = offer.service;
      const inside = insidePort(offer, port);
      const evidence = isSwitchedOff(mention) ? "none" : evidenceOf(mention, found, network, named);
      // A file for a program says as often where that one listens.
      const isLikely = evidence === "likely" || mention.in === "config";
      if (evidence === "none") continue;
      yield {
        at: mention.at,
        service,
        message: isLikely
          ? say`${sentence(mention, port, found)} If ${service.name} calls it (not a browser), use ${target.name}:${inside}.`
          : say`${sentence(mention, port, found)} Use ${target.name}:${inside}.`,
        related: [{ at: namePlace(target), message: say`${target.name} is at ${target.name}:${inside}` }],
        fixes: () => callInstead(mention, target.name, inside),
        ...(isLikely ? { severity: "hint" as const } : {}),
      };
    }
  },
});

function sentence(
  { service: { name: caller }, name }: HostMention,
  port: number,
  { offer, usual }: Neighbour,
): string | Text {
  const has = usual
    ? say`usually listens on port ${port}`
    : offer.by === "published"
      ? say`publishes port ${port}`
      : say`listens on port ${port}`;
  return say`In ${caller}, ${name} means ${caller} itself, but ${offer.service.name} ${has}.`;
}

/** `REDIS_ENABLED: "false"` beside `REDIS_URL`: the address is not used. */
function isSwitchedOff({ key, service }: HostMention): boolean {
  const words = key?.split("_") ?? [];
  const of = words.slice(0, -1).join("_");
  if (of === "") return false;
  const flags = new Set([`${of}_ENABLED`, `${of}_ENABLE`, `ENABLE_${of}`, `USE_${of}`, `WITH_${of}`]);
  return service.environment.some(
    (each) => flags.has(each.key) && /^(?:false|0|no|off|n|)$/i.test(each.value ?? "true"),
  );
}

/** Whether the port may be that of somebody in the same namespace, or of the host as a browser sees it. */
function hasItself(port: number, owner: Service, network: NetworkModel): boolean {
  return [owner, ...network.sharersOf(owner)].some((service) => {
    const answering = answeringOf(service);
    return (
      answering.at(port) ||
      answering.usuallyAt(port) ||
      answering.behind(port) !== undefined ||
      service.healthcheck.some(({ value }) => value.split(/\D+/).includes(String(port)))
    );
  });
}

interface Neighbour {
  readonly offer: Offer;
  /** Only its image says so. */
  readonly usual: boolean;
}

/** The one other service at that port, which the name of a network leads to. */
function neighbour(
  offers: readonly Offer[],
  caller: Service,
  owner: Service,
  network: NetworkModel,
): Neighbour | undefined {
  const written = offers.filter(({ by }) => by !== "usual");
  const among = written.length > 0 ? written : offers;
  const services = new Set(among.map(({ service }) => service));
  const [target] = services;
  if (target === undefined || services.size > 1 || network.namespaceOf(target).kind !== "networks") return undefined;
  if (network.namespaceOf(target).owner !== target || target === owner) return undefined;
  if (network.unresolved(caller, target) !== undefined || !coexist(caller, target, network.project)) return undefined;
  const offer = among.find(({ by }) => by !== "published") ?? among[0];
  return offer && { offer, usual: written.length === 0 };
}

/** Programs that other programs call, and no browser: databases, queues, models, collectors. */
const browserless =
  /^(?:postgres|postgis|timescale|pgvector|mysql|mariadb|percona|mongo|redis|valkey|keydb|dragonfly|memcached|rabbitmq|kafka|cp-kafka|zookeeper|nats|mssql|clickhouse|cassandra|scylla|etcd|ollama|qdrant|chroma|weaviate|milvus|arangodb|neo4j|elasticsearch|opensearch|solr|meilisearch|typesense|influxdb|loki|tempo|otel|opentelemetry|vault|consul|localstack|tika|gotenberg|vllm|litellm|localai|text-generation|text-embeddings)/;
/** Stores of which a server makes addresses for browsers, to fetch a file or bring one (presigned URLs). */
const objectStore = /^(?:minio|rustfs|seaweedfs|garage|s3mock|s3ninja)/;
/** Variables of what one server asks another for. */
const serverKey = /OLLAMA|OPENAI|LLM|AUTH_SERVER|_SERVICE_UR[LI]$|INTERNAL|UPSTREAM|SCRAPE|WEBHOOK/i;

/** How sure it is that the service itself calls. What a browser is told looks the same, where the port is one of the host. */
function evidenceOf(mention: HostMention, { offer }: Neighbour, network: NetworkModel, named: NamesUsed): Evidence {
  const { scheme, service, key } = mention;
  if (scheme === undefined || !/^(?:https?|wss?)$/.test(scheme)) return "certain";
  const target = offer.service;
  // In front of others it is what people visit; a database calls nobody.
  if (isProxy(target.image?.value) || browserless.test(imageName(service.image?.value))) return "none";
  const isStore = objectStore.test(imageName(target.image?.value));
  if ((browserless.test(imageName(target.image?.value)) && !isStore) || target.ports === undefined) return "certain";
  // Who calls it by its name knows it: localhost is then for browsers.
  if (named(service, target)) return "none";
  if (isStore) return "likely";
  if (key !== undefined && serverKey.test(key)) return "certain";
  const owner = network.namespaceOf(service).owner ?? service;
  return owner.ports === undefined ? "certain" : "likely";
}

/** Whether a service calls another one by a name of it. */
type NamesUsed = (caller: Service, target: Service) => boolean;

/** Made at the first question: most projects have none. */
function namesUsed(network: NetworkModel): NamesUsed {
  let byCaller: Map<Service, Set<string>> | undefined;
  return (caller, target) => {
    if (byCaller === undefined) {
      byCaller = new Map();
      for (const { service, mention } of network.mentions) {
        const names = byCaller.get(service);
        if (names === undefined) byCaller.set(service, new Set([mention.name]));
        else names.add(mention.name);
      }
    }
    return [...(byCaller.get(caller) ?? [])].some((name) => network.servicesCalled(name).includes(target));
  };
}

type Evidence = "certain" | "likely" | "none";
