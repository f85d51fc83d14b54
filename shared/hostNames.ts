import { hole } from "./hole";

/** A name of a host in a text, with its port where one follows: offsets into that text. */
export interface Named {
  readonly name: string;
  readonly port: number | undefined;
  readonly start: number;
  readonly end: number;
  /** The port that its scheme stands for, where none is written. */
  readonly implied?: number;
  /** The usual port of the program that its variable names, where none is written: `REDIS_HOST`. */
  readonly expected?: number;
  /** The scheme of the URL that it stands in, in small letters. */
  readonly scheme?: string;
  /** The port that stands apart from it in the same text: `Host=db;Port=5432`. */
  readonly apart?: PortApart;
  /** The names of the list that it stands in. */
  readonly among?: readonly string[];
}

/** A port, and where it stands. */
export interface PortApart {
  readonly port: number;
  readonly start: number;
  readonly end: number;
}

/** One word that may name a host, as part of an expression: an alias may have dots. */
const host = "(?:[a-zA-Z0-9][a-zA-Z0-9_.-]*|\\[::1\\])";
const onlyHost = new RegExp(`^${host}$`);
/** `://name`, `://user:password@name`, each with a port or without; the port may be a variable's. The scheme is before it. */
const inUrl = new RegExp(`://(?:[^@/\\s"']*@)?(${host})(?::(\\d{2,5}|${hole}))?(?=[/?#\\s,;"'\`)]|$)`, "g");
const portOfScheme: Readonly<Record<string, number>> = {
  http: 80,
  ws: 80,
  https: 443,
  wss: 443,
  postgres: 5432,
  postgresql: 5432,
  mysql: 3306,
  mariadb: 3306,
  sqlserver: 1433,
  mssql: 1433,
  mongodb: 27_017,
  redis: 6379,
  memcached: 11_211,
  neo4j: 7687,
  bolt: 7687,
  pulsar: 6650,
  ldap: 389,
  amqp: 5672,
  nats: 4222,
  mqtt: 1883,
};
/** `name:port`, not as the end of a longer name, and with a port that is no version of an image. */
const withPort = new RegExp(`(?<![\\w.@/:$${hole}-])(${host}):(\\d{2,5})(?![\\w.:${hole}-])`, "g");
/** `Host=db;Port=5432` of .NET and ODBC, `Server=tcp:db,1433`, `host=db port=5432` of libpq. */
const inConnection = new RegExp(
  `(?<=(?:^|;|\\s)\\s{0,3}(?:Host|Server|Data Source|Address|Addr)\\s{0,3}=\\s{0,3}(?:tcp:)?)(?!tcp:)(${host})(?:,(\\d{2,5}))?(?=\\s{0,3}(?:[;,]|$)|\\s)`,
  "gi",
);
const portInConnection = /(?<=(?:^|;|\s)\s{0,3}Port\s{0,3}=\s{0,3})\d{2,5}(?=\s{0,3}(?:;|$)|\s)/i;
/** `jdbc:oracle:thin:@name:1521:XE`, `@//name:1521/XEPDB1`. */
const inOracle = new RegExp(`@(?://)?(${host}):(\\d{2,5})(?=[:/?\\s"']|$)`, "g");
/** Lower numbers are more often a version, a time or an identity. */
const lowestPort = 80;

/** Whether a name stands for the machine or for whoever says it. */
export function isHostWord(name: string): boolean {
  return name === "localhost" || name === "127.0.0.1" || name === "[::1]" || name === "host.docker.internal";
}

/** Where a whole text is the name of a host. */
export function wholeName(text: string): Named | undefined {
  return onlyHost.test(text) ? { name: text, port: undefined, start: 0, end: text.length } : undefined;
}

/** `redis-1,redis-2`: bare names, two at least; one with a port is found in any text. */
export function namesInList(text: string): Named[] {
  const items = [...text.matchAll(/[^,;\s]+/g)];
  const names = items.map(([name]) => name);
  if (names.length < 2 || !names.every((name) => onlyHost.test(name))) return [];
  return items.map(({ 0: name, index: start }) => ({
    name,
    port: undefined,
    start,
    end: start + name.length,
    among: names,
  }));
}

/** The hosts of a connection string, with the port that it names, or that of the database that its words are for. */
export function namesInConnectionString(text: string): Named[] {
  const found = portInConnection.exec(text);
  const behind = found === null ? undefined : portAt(found[0], found.index);
  const expected = databaseOf.find(([words]) => words.test(text))?.[1];
  return [...text.matchAll(inConnection)].map(({ 0: whole, 1: name = "", 2: port, index: start }) => {
    const end = start + name.length;
    const apart = port === undefined ? behind : portAt(port, start + whole.length - port.length);
    const named = { name, port: undefined, start, end };
    if (apart !== undefined) return { ...named, apart };
    return expected === undefined ? named : { ...named, expected };
  });
}

/** Words that only the connection strings of one database have. */
const databaseOf: readonly (readonly [RegExp, number])[] = [
  [/TrustServerCertificate|Initial Catalog|MultipleActiveResultSets|(?:User Id|Uid)=sa\b/i, 1433],
  [/(?:^|[;\s])(?:Username|user|dbname)=/i, 5432],
  [/(?:^|[;\s])(?:Uid|SslMode)=/i, 3306],
];

/** A port that is written at an offset of a text. */
export function portAt(text: string, start: number): PortApart {
  return { port: Number(text), start, end: start + text.length };
}

/**
 * `//name` and `name:port`, which where not `bare` may be a user and a number, unless it stands for the host; ports below 80
 * only where the text is about a host.
 */
export function namesInText(text: string, { bare = true, lowPorts = false } = {}): Named[] {
  if (!text.includes(":")) return [];
  const found: Named[] = [];
  for (const { 0: whole, 1: name = "", 2: port, index } of text.matchAll(inUrl)) {
    const scheme = schemeBefore(text, index);
    // What is pulled from there is called by the engine.
    if (scheme === undefined || ["docker", "oci", "docker-daemon"].includes(scheme)) continue;
    const end = index + whole.length;
    const start = end - name.length - (port === undefined ? 0 : port.length + 1);
    // `postgresql+asyncpg://`: the driver behind the sign changes nothing for the host.
    const implied = port === undefined ? portOfScheme[scheme.split("+")[0] ?? scheme] : undefined;
    const written = port === undefined || port === hole ? undefined : Number(port);
    found.push({ name, port: written, start, end, scheme, ...(implied !== undefined && { implied }) });
  }
  if (text.includes("jdbc:oracle:")) {
    for (const { 0: whole, 1: name = "", 2: port = "", index } of text.matchAll(inOracle)) {
      const end = index + whole.length;
      found.push({ name, port: Number(port), start: end - name.length - port.length - 1, end, scheme: "jdbc:oracle" });
    }
  }
  for (const { 0: whole, 1: name = "", 2: port = "", index: start } of text.matchAll(withPort)) {
    if (!bare && !isHostWord(name)) continue;
    if ((Number(port) < lowestPort && !lowPorts) || Number(port) > 65_535) continue;
    found.push({ name, port: Number(port), start, end: start + whole.length });
  }
  return found;
}

/** The scheme that ends there, in small letters: from the first letter of what may stand in one (RFC 3986, 3.1). */
function schemeBefore(text: string, end: number): string | undefined {
  let start = end;
  while (/[a-zA-Z0-9+.-]/.test(text.charAt(start - 1))) start -= 1;
  const found = text.slice(start, end);
  const letter = found.search(/[a-zA-Z]/);
  return letter < 0 ? undefined : found.slice(letter).toLowerCase();
}
