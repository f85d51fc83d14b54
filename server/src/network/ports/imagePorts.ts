/** The last part of an image's name, and the ports on which what is in it listens unless it is told otherwise. */
const usual: readonly (readonly [RegExp, ...(readonly number[])])[] = [
  [/^(?:postgres(?:ql)?|postgis|timescaledb(?:-ha)?|pgvector)$/, 5432],
  [/^(?:mysql|mysql-server|mariadb|percona|percona-server)$/, 3306],
  [/^(?:mongo|mongodb|mongodb-community-server)$/, 27_017],
  [/^(?:redis|redis-stack|redis-stack-server|valkey|keydb|dragonfly)$/, 6379],
  [/^memcached$/, 11_211],
  [/^rabbitmq$/, 5672, 15_672],
  [/^(?:elasticsearch|elasticsearch-oss|opensearch)$/, 9200, 9300],
  [/^(?:kibana|kibana-oss|opensearch-dashboards)$/, 5601],
  [/^(?:kafka|cp-kafka|cp-server)$/, 9092],
  [/^(?:zookeeper|cp-zookeeper)$/, 2181],
  [/^nats$/, 4222, 8222],
  [/^(?:eclipse-mosquitto|mosquitto)$/, 1883],
  [/^(?:mssql|server|azure-sql-edge)$/, 1433],
  [/^minio$/, 9000, 9001],
  [/^influxdb$/, 8086],
  [/^(?:clickhouse|clickhouse-server)$/, 8123, 9000],
  [/^(?:cassandra|scylla)$/, 9042],
  [/^neo4j$/, 7474, 7687],
  [/^couchdb$/, 5984],
  [/^etcd$/, 2379],
  [/^ollama$/, 11_434],
  [/^qdrant$/, 6333, 6334],
  [/^meilisearch$/, 7700],
  [/^typesense$/, 8108],
  [/^vault$/, 8200],
  [/^consul$/, 8500],
  [/^keycloak$/, 8080],
  [/^grafana$/, 3000],
  [/^prometheus$/, 9090],
  [/^loki$/, 3100],
  [/^(?:nginx|httpd|caddy|traefik|wordpress|phpmyadmin|adminer)$/, 80, 443],
  [/^adminer$/, 8080],
  [/^(?:mailhog|mailpit)$/, 1025, 8025],
  [/^localstack$/, 4566],
];

/** The ports of well-known programs, by the name of their image: weak evidence, since each can be told another. */
export function usualPorts(image: string | undefined): readonly number[] {
  const name = imageName(image);
  return name === "" ? [] : usual.flatMap(([pattern, ...ports]) => (pattern.test(name) ? ports : []));
}

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
