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
  /** The names of the list that it stands in. */
  readonly among?: readonly string[];
}

/** One word that may name a host, as part of an expression; of those with dots the ones that stand for the host or oneself. */
export const host = "(?:127\\.0\\.0\\.1|host\\.docker\\.internal|[a-zA-Z0-9][a-zA-Z0-9_-]*)";
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
  mongodb: 27_017,
  redis: 6379,
  amqp: 5672,
  nats: 4222,
  mqtt: 1883,
};
/** `name:port`, not as the end of a longer name, and with a port that is no version of an image. */
const withPort = new RegExp(`(?<![\\w.@/:$${hole}-])(${host}):(\\d{2,5})(?![\\w.:${hole}-])`, "g");
/** `Host=db;Port=5432` of .NET and ODBC, `Server=tcp:db,1433`. */
const inConnection = new RegExp(
  `(?<=(?:^|;)\\s{0,3}(?:Host|Server|Data Source|Address|Addr)\\s{0,3}=\\s{0,3}(?:tcp:)?)(?!tcp:)(${host})(?=\\s{0,3}(?:[;,]|$))`,
  "gi",
);
/** Lower numbers are more often a version, a time or an identity. */
const lowestPort = 80;

/** Whether a name stands for the machine or for whoever says it. */
export function isHostWord(name: string): boolean {
  return name === "localhost" || name === "127.0.0.1" || name === "host.docker.internal";
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

/** The hosts of a connection string. */
export function namesInConnectionString(text: string): Named[] {
  return [...text.matchAll(inConnection)].map(({ 0: name, index: start }) => ({
    name,
    port: undefined,
    start,
    end: start + name.length,
  }));
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
