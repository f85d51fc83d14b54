import { clientProgram } from "../../../../shared/clientPrograms";
import type { Service } from "../../compose/model/service";

/** Programs by the last part of their images' names, and the ports on which they listen unless they are told otherwise. */
const programs: readonly { readonly names: readonly string[]; readonly ports: readonly number[] }[] = [
  { names: ["postgres", "postgresql", "postgis", "timescaledb", "timescaledb-ha", "pgvector"], ports: [5432] },
  { names: ["mysql", "mysql-server", "mariadb", "percona", "percona-server"], ports: [3306] },
  { names: ["mongo", "mongodb", "mongodb-community-server"], ports: [27_017] },
  { names: ["redis", "redis-stack", "redis-stack-server", "valkey", "keydb", "dragonfly"], ports: [6379] },
  { names: ["memcached"], ports: [11_211] },
  { names: ["rabbitmq"], ports: [5672, 15_672] },
  { names: ["elasticsearch", "elasticsearch-oss", "opensearch"], ports: [9200, 9300] },
  { names: ["kibana", "kibana-oss", "opensearch-dashboards"], ports: [5601] },
  { names: ["kafka", "cp-kafka", "cp-server"], ports: [9092] },
  { names: ["zookeeper", "cp-zookeeper"], ports: [2181] },
  { names: ["nats"], ports: [4222, 8222] },
  { names: ["eclipse-mosquitto", "mosquitto"], ports: [1883] },
  { names: ["mssql", "server", "azure-sql-edge"], ports: [1433] },
  { names: ["minio"], ports: [9000, 9001] },
  { names: ["influxdb"], ports: [8086] },
  { names: ["clickhouse", "clickhouse-server"], ports: [8123, 9000] },
  { names: ["cassandra", "scylla"], ports: [9042] },
  { names: ["neo4j"], ports: [7474, 7687] },
  { names: ["couchdb"], ports: [5984] },
  { names: ["etcd"], ports: [2379] },
  { names: ["ollama"], ports: [11_434] },
  { names: ["qdrant"], ports: [6333, 6334] },
  { names: ["meilisearch"], ports: [7700] },
  { names: ["typesense"], ports: [8108] },
  { names: ["vault"], ports: [8200] },
  { names: ["consul"], ports: [8500] },
  { names: ["keycloak"], ports: [8080] },
  { names: ["grafana"], ports: [3000] },
  { names: ["prometheus"], ports: [9090] },
  { names: ["loki"], ports: [3100] },
  { names: ["nginx", "httpd", "caddy", "traefik", "wordpress", "phpmyadmin"], ports: [80, 443] },
  { names: ["adminer"], ports: [80, 443, 8080] },
  { names: ["mailhog", "mailpit"], ports: [1025, 8025] },
  { names: ["localstack"], ports: [4566] },
];

/** This is asked for every service of thousands. */
const portsByName: ReadonlyMap<string, readonly number[]> = new Map(
  programs.flatMap(({ names, ports }) => names.map((name) => [name, ports] as const)),
);

const none: readonly number[] = [];

/** The ports of well-known programs, by the name of their image: weak evidence, since each can be told another. */
export function usualPorts(image: string | undefined): readonly number[] {
  return portsByName.get(imageName(image)) ?? none;
}

/** Those of a service; none where its command runs a client instead of the program that the image is for. */
export function usualPortsOf({ image, command, entrypoint }: Service): readonly number[] {
  const ports = usualPorts(image?.value);
  if (ports.length === 0 || command.length + entrypoint.length === 0) return ports;
  const words = [...entrypoint, ...command].flatMap(({ value }) => value.split(/[\s;&|()]+/));
  return words.some((word) => clientProgram(word) !== undefined) && !words.some((word) => server.test(word))
    ? none
    : ports;
}

const server = /(?:^|[/"'])(?:mysqld|mariadbd|postgres|redis-server|valkey-server|mongod|docker-entrypoint(?:\.sh)?)$/;

/** What a browser calls instead of what is behind it. */
export function isProxy(image: string | undefined): boolean {
  return /^(?:nginx|nginx-proxy|nginx-unprivileged|httpd|caddy|traefik|haproxy|envoy|kong|openresty)$/.test(
    imageName(image),
  );
}

/** `postgres` of `docker.io/library/postgres:16@sha256:...`. */
export function imageName(image = ""): string {
  const withoutDigest = image.split("@")[0] ?? "";
  const last = withoutDigest.slice(withoutDigest.lastIndexOf("/") + 1);
  return (last.split(":")[0] ?? "").toLowerCase();
}
