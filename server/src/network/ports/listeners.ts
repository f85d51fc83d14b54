import { type HostAddress, readHostAddress } from "../../../../shared/hostAddress";
import type { Assignment } from "../../compose/model/attributes";
import type { Service } from "../../compose/model/service";
import type { Origin } from "../../compose/values/value";

/** A port that a service's own settings say it listens on. */
export interface Listener {
  readonly port: number;
  readonly address: HostAddress;
  /** `certain` where the setting can mean nothing but listening. */
  readonly evidence: "certain" | "likely";
  /** What says so. */
  readonly in: "command" | "environment";
  readonly at: Origin;
}

/** Flags by which programs are told where to listen, and which mean nothing else. */
const listenFlag = /^--?(?:(?:[a-z]+[.-])?listen(?:[-.]?(?:address|addr|port|on))?|bind(?:[-.]?(?:address|addr))?)$/i;
/** Flags that are as often a client's. */
const portFlag = /^(?:--?port|-p)$/;
const listenVariable = /^(?:PORT|LISTEN|LISTEN_PORT|LISTEN_ADDR|LISTEN_ADDRESS|BIND_ADDR|BIND_ADDRESS|BIND_PORT)$/;

/**
 * The ports that command, entrypoint and environment say the service listens on. A port in the environment is as often a
 * peer's (docs/docker-behaviour.md#ports-in-environment): only the plainest names count, as likely.
 */
export function listeners(service: Service): Listener[] {
  const words = [...service.entrypoint, ...service.command].flatMap(({ value, at }) =>
    value
      .split(/\s+/)
      .filter((word) => word !== "")
      .map((word) => ({ word, at })),
  );
  const found: Listener[] = [];
  words.forEach(({ word, at }, index) => {
    const equals = word.indexOf("=");
    const flag = equals < 0 ? word : word.slice(0, equals);
    const isListen = listenFlag.test(flag);
    if (!isListen && !portFlag.test(flag)) return;
    const text = equals < 0 ? words[index + 1]?.word : word.slice(equals + 1);
    const holder = equals < 0 ? (words[index + 1]?.at ?? at) : at;
    found.push(...listener(text, isListen ? "certain" : "likely", "command", holder));
  });
  const callsAnother = service.environment.some(isPeer);
  for (const { key, value, at } of service.environment) {
    if (listenVariable.test(key) && !(key === "PORT" && callsAnother))
      found.push(...listener(value, "likely", "environment", at));
    // `http://+:5000;https://+:5001`: .NET listens there and nowhere else.
    if (key === "ASPNETCORE_URLS") {
      for (const url of (value ?? "").split(";")) {
        found.push(
          ...listener(url.replace(/^https?:\/\/\+/, "").replace(/^https:/, "http:"), "certain", "environment", at),
        );
      }
    }
  }
  return found;
}

/** `TARGET_HOST`, or `HOST` with somebody's name in it: then `PORT` is the port of that one. */
export function isPeer({ key, value = "" }: Assignment): boolean {
  if (/^(?:TARGET|UPSTREAM|REMOTE|BACKEND|PEER|DEST|DESTINATION)_?(?:HOST|HOSTNAME|ADDR|ADDRESS|IP|URL)$/i.test(key))
    return true;
  return /^HOST$/i.test(key) && /^[a-z]/i.test(value) && value !== "localhost";
}

/** Flags and settings that name a port of one's own often, and at times another's. */
const portSetting = /^(?:[\w.-]*[.-])?port$|^-p$/i;
const portVariable =
  /^(?:(?:SERVER|HTTP|HTTPS|WEB|WEBUI|APP|API|UI|SERVICE|LISTEN|BIND|MANAGEMENT)[._]?)?PORT$|(?:^|[._])(?:LISTEN|BIND)(?:[._]|$)/i;

/**
 * The ports that a service's settings name in words that may mean its own. Not enough to say that it listens there; enough
 * to doubt that it listens on another.
 */
export function namedPorts(service: Service): ReadonlySet<number> {
  const words = [...service.entrypoint, ...service.command].flatMap(({ value }) => value.split(/\s+/));
  const flags = new Set(words.map(flagOf));
  const texts = words.flatMap((word, index) => {
    const equals = word.indexOf("=");
    const flag = flagOf(word);
    if (!portSetting.test(flag) || isPeerPort(flag, flags)) return [];
    return [equals < 0 ? words[index + 1] : word.slice(equals + 1)];
  });
  for (const { key, value } of service.environment) if (isOwnPort(key, service.name)) texts.push(value);
  const own = listeners(service).map(({ port }) => port);
  return new Set([...own, ...texts.flatMap((text) => listenedPort(text) ?? [])]);
}

/** A variable of a service's own environment that names a port of its own, as {@link namedPorts} takes it. */
export interface PortVariable {
  readonly key: string;
  readonly port: number;
  readonly at: Origin;
}

/** The variables that a service itself has for its port. A file of variables is shared by programs that do not listen. */
export function portVariables({ environment, name }: Service): PortVariable[] {
  return environment.flatMap(({ key, value, at }) => {
    const isPort = at.fromFile === undefined && /port$/i.test(key) && isOwnPort(key, name);
    const port = isPort ? listenedPort(value) : undefined;
    return port === undefined ? [] : [{ key, port, at }];
  });
}

function flagOf(word: string): string {
  const equals = word.indexOf("=");
  return equals < 0 ? word : word.slice(0, equals);
}

/** `--db-port` beside `--db-host`: both are those of somebody else. */
function isPeerPort(flag: string, flags: ReadonlySet<string>): boolean {
  const of = /^(--[\w.-]+[.-])port$/.exec(flag)?.[1];
  if (of === undefined || /^--(?:server|http|https|web|app|api|ui|listen|bind|management|metrics)[.-]$/.test(of))
    return false;
  return ["host", "hostname", "server", "addr", "address"].some((word) => flags.has(of + word));
}

function isOwnPort(key: string, service: string): boolean {
  if (portVariable.test(key)) return true;
  const name = service.replace(/[-.]/g, "_").toUpperCase();
  return key.toUpperCase() === `${name}_PORT`;
}

/** The port of `8080`, `:8080`, `0.0.0.0:8080`. */
function listenedPort(text: string | undefined): number | undefined {
  const port = Number(/^["']?(?:[^\s/]*:)?(\d{1,5})["']?$/.exec(text ?? "")?.[1]);
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** `8080`, `:8080`, `127.0.0.1:8080`, `tcp://0.0.0.0:8080`; anything else says nothing. */
function listener(
  text: string | undefined,
  evidence: Listener["evidence"],
  from: Listener["in"],
  at: Origin,
): Listener[] {
  const match = /^["']?(?:tcp:\/\/|http:\/\/)?(?:(\[[\da-fA-F:]+\]|[\d.]+|\*|localhost)?:)?(\d{1,5})\/?["']?$/.exec(
    text ?? "",
  );
  const port = Number(match?.[2]);
  if (!match || port < 1 || port > 65_535) return [];
  const written = (match[1] ?? "").replace(/^\[(.*)\]$/, "$1").replace("*", "");
  const address = readHostAddress(written === "localhost" ? "127.0.0.1" : written);
  return address === undefined ? [] : [{ port, address, evidence, in: from, at }];
}
