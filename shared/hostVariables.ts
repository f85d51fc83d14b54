import { namesInConnectionString, namesInList, namesInText, type Named, wholeName } from "./hostNames";

/** Variables and flags whose whole value is a host. */
const hostKey = /(?:^|[_.-]|^PG|^DB|^(?:MYSQL|REDIS|MONGO|RABBITMQ|MQTT))(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$/i;
/** The same in the spelling of `dbHost`. */
const hostKeyInCamelCase = /[a-z](?:Host|HostName|Hostname|Server|Addr|Address)$/;
/** Variables whose value is a list of hosts. */
const hostsKey = /(?:^|[_.-])(?:HOSTS|NODES|SERVERS|SEEDS|PEERS|BROKERS)$/i;
/** What is called so is pulled, asked for or allowed, not called by this container. */
const otherKey =
  /IMAGE|VERSION|TAG$|(?:^|_)(?:VIRTUAL_HOST|LETSENCRYPT_HOST|NO_PROXY|ALLOWED_HOSTS)$|(?:^|_)TRUSTED_\w/i;
/** By these a program is told what it is called itself, by others or outside of Docker. */
const ownNameKey =
  /^(?:TS|KC|KEYCLOAK|GITLAB|GITEA|NEXTCLOUD)_HOST(?:NAME)?$|(?:^|_)(?:OVERRIDE|ANNOUNCED?|ADVERTISED?|PUBLIC|EXTERNAL|JMX|NODE|SELF|MY|THIS)_(?:HOST|HOSTNAME|ADDR|ADDRESS)$/i;
const credentialKey = /USER|PASS|AUTH|CREDENTIAL|SECRET|TOKEN/i;
const connectionKey = /CONNECTION|CONN_?STR|DATABASE|DSN/i;

/** Whether what is called so is pulled, asked for or allowed, whatever its value looks like. */
export function namesNoHost(key: string): boolean {
  return otherKey.test(key);
}

/** The hosts that the value of a variable names, whether or not they are any; none where its key says otherwise. */
export function namesInVariable(key: string, value: string): readonly Named[] {
  if (namesNoHost(key)) return [];
  const isHost =
    (hostKey.test(key) || hostKeyInCamelCase.test(key)) && !/^HOSTNAME$/i.test(key) && !ownNameKey.test(key);
  const whole = isHost ? wholeName(value) : undefined;
  if (whole !== undefined) return [withExpected(whole, key)];
  const isList = hostsKey.test(key);
  const single = isList ? wholeName(value) : undefined;
  if (single !== undefined) return [withExpected({ ...single, among: [value] }, key)];
  const list = isList ? namesInList(value) : [];
  if (list.length > 0) return list;
  const inConnection = connectionKey.test(key) ? namesInConnectionString(value) : [];
  return [...inConnection, ...namesInText(value, { bare: !credentialKey.test(key), lowPorts: isHost })];
}

/** `PGHOST`, `REDIS_HOST`: whoever names the program means its usual port. */
const portOfKey: readonly (readonly [RegExp, number])[] = [
  [/^PGHOST$|POSTGRES|_PG_HOST/i, 5432],
  [/MYSQL|MARIADB|^PMA_/i, 3306],
  [/MONGO/i, 27_017],
  [/REDIS|VALKEY/i, 6379],
  [/RABBIT|AMQP/i, 5672],
  [/MQTT|MOSQUITTO/i, 1883],
  [/MEMCACHED/i, 11_211],
  [/KAFKA/i, 9092],
  [/ELASTIC/i, 9200],
  [/CASSANDRA/i, 9042],
  [/NATS/i, 4222],
];

function withExpected(named: Named, key: string): Named {
  const expected = portOfKey.find(([pattern]) => pattern.test(key))?.[1];
  return expected === undefined ? named : { ...named, expected };
}
