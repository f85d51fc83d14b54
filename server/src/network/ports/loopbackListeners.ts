import type { Service } from "../../compose/model/service";
import type { Origin } from "../../compose/values/value";
import { imageName } from "./imagePorts";
import { listenersByDefault, namesLocalServer } from "./loopbackByDefault";
import type { LoopbackListener } from "./loopbackListener";

/** Flags that mean nothing but listening; what a program advertises to others is none of them. */
const listenFlag =
  /^--?(?:(?:[a-z]+[.-])?listen(?:[-._]?(?:addresses|address|addr|host|ip|on))?|bind(?:[-_.]?(?:address|addr|host|ip))?|entry[Pp]oints\.[\w-]+\.address|urls|dev-addr|inspect(?:-brk|-wait)?)$/;
/** Flags that say where to listen if a server has them, and where to connect to if a client has. */
const hostFlag = /^(?:--?(?:host|hostname|ip|addr|address|server\.address|(?:Server|Notebook)App\.ip)|-[bHa])$/;
const portFlag = /^(?:--?(?:port|server\.port|(?:Server|Notebook)App\.port)|-[pP])$/;
/** A flag of busybox httpd and of PHP's own server, which has address and port in one. */
const addressFlag = /^-[pSb]$/;

const loopback =
  /^["']?(?:tcp:\/\/|http:\/\/)?(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\]|::1)(?::(\d{1,5}))?\/?["']?$/;

/** Where Django's own server and its like are told the address without a flag. */
const positional = /^(?:runserver|runserver_plus)$/;

/** Servers by the name of their program, and where they listen unless they are told otherwise. */
const servers: ReadonlyMap<string, number> = new Map([
  ...["uvicorn", "gunicorn", "hypercorn", "daphne", "fastapi", "mkdocs", "runserver", "granian"].map(
    (name) => [name, 8000] as const,
  ),
  ...["flask", "mlflow"].map((name) => [name, 5000] as const),
  ...["next", "nuxt", "rails"].map((name) => [name, 3000] as const),
  ...["jupyter", "jupyter-lab", "jupyter-notebook", "start-notebook.py", "start-notebook.sh"].map(
    (name) => [name, 8888] as const,
  ),
  ["vite", 5173],
  ["ng", 4200],
  ["puma", 9292],
  ["hugo", 1313],
  ["jekyll", 4000],
  ["streamlit", 8501],
  ["http-server", 8080],
  ["runserver_plus", 8000],
  ["redis-server", 6379],
  ["mysqld", 3306],
  ["mariadbd", 3306],
  ["mongod", 27_017],
]);

/** Programs that connect to where their flags say. */
const client =
  /^(?:mysql|mariadb|mysqladmin|psql|pg_isready|pg_dump|redis-cli|mongo|mongosh|curl|wget|nc|ncat|ssh|kafka-[\w-]+|wait-for[\w.-]*|dockerize)$/;

const listenVariable =
  /^(?:(?:SERVER|HTTP|APP|WEB|UI)[._])?(?:HOST|ADDR|ADDRESS)$|(?:^|_)(?:LISTEN|BIND)(?:_?(?:HOST|ADDR|ADDRESS|IP|ON|INTERFACE))?$|^(?:UVICORN_HOST|FLASK_RUN_HOST|OLLAMA_HOST|GRADIO_SERVER_NAME|STREAMLIT_SERVER_ADDRESS)$/i;
/** What is told to others is no place to listen. */
const advertised = /advertise|announce|external|public/i;

interface Word {
  readonly text: string;
  readonly at: Origin;
}

/**
 * Where command, entrypoint and environment tell a service to listen on its loopback (docs/docker-behaviour.md
 * #loopback-listener). Nothing where they also name another address.
 */
export function loopbackListeners(service: Service): LoopbackListener[] {
  if (!saysLoopback(service) && !startsLocalServer(service)) return [];
  const words = [...service.entrypoint, ...service.command].flatMap(({ value, at }) =>
    value
      .split(/\s+/)
      .filter((text) => text !== "")
      .flatMap((text): Word[] => flagAndValue(text).map((part) => ({ text: part, at }))),
  );
  const byDefault = listenersByDefault(words, service);
  return [...ofWords(words), ...ofRunserver(words), ...byDefault, ...ofVariables(service), ...ofUrls(service)];
}

/** Whether an address is to be found: in most services none is. */
function saysLoopback({ environment, entrypoint, command }: Service): boolean {
  return [environment, entrypoint, command].some((values) =>
    values.some(({ value }) => value !== undefined && /127\.|localhost|::1|runserver/.test(value)),
  );
}

/** Whether a server is to be found that listens on loopback by itself. A list has its words one by one. */
function startsLocalServer({ entrypoint, command }: Service): boolean {
  if (entrypoint.length + command.length === 0) return false;
  return namesLocalServer([...entrypoint, ...command].map(({ value }) => value).join(" "));
}

/** Without an address Django's own server listens on 127.0.0.1, with a port or without (Django, runserver). */
function ofRunserver(words: readonly Word[]): LoopbackListener[] {
  const index = words.findIndex(({ text }) => text === "runserver");
  const found = words[index];
  if (found === undefined) return [];
  const rest = words.slice(index + 1).map(({ text }) => withoutClosing(text));
  const end = rest.findIndex((text) => /[;&|]/.test(text));
  const own = end < 0 ? rest : rest.slice(0, end);
  const ports = own.filter((text) => /^\d{2,5}$/.test(text));
  if (ports.length > 1 || !own.every((text) => text.startsWith("--no") || ports.includes(text))) return [];
  return [
    { words: ["runserver", ...ports].join(" "), port: Number(ports[0] ?? 8000), evidence: "certain", at: found.at },
  ];
}

/** `--host=127.0.0.1` is two words too, and so is what PostgreSQL takes behind `-c`. */
function flagAndValue(text: string): string[] {
  const setting = /^["']?listen_addresses=(.*)$/.exec(text)?.[1];
  if (setting !== undefined) return ["--listen_addresses", setting];
  const match = /^(--?[\w.-]+)=(.*)$/.exec(text);
  return match === null ? [text] : [match[1] ?? "", match[2] ?? ""];
}

function ofWords(words: readonly Word[]): LoopbackListener[] {
  const names = words.map(({ text }) => text.slice(text.lastIndexOf("/") + 1));
  if (names.some((name) => client.test(name))) return [];
  const server = names.find((name) => servers.has(name));
  const ports = words.flatMap(({ text }, index) => {
    const port = Number(portFlag.test(text) ? words[index + 1]?.text : undefined);
    return Number.isInteger(port) ? [port] : [];
  });
  // Several servers in one command: which of them has which port is not said.
  const port = ports.length > 1 ? undefined : (ports[0] ?? servers.get(server ?? ""));
  return words.flatMap(({ text }, index) => {
    const given = words[index + 1];
    const match = loopback.exec(given?.text ?? "");
    if (match === null || given === undefined || advertised.test(text)) return [];
    const written = match[2] === undefined ? undefined : Number(match[2]);
    const isServers = server !== undefined || ports.length === 1;
    const isCertain =
      listenFlag.test(text) ||
      positional.test(text) ||
      (addressFlag.test(text) && written !== undefined) ||
      (hostFlag.test(text) && isServers);
    const isLikely = /^--(?:host|hostname)$/.test(text);
    if (!(isCertain || isLikely) || namesAnother(words.slice(index + 2))) return [];
    const evidence = isCertain ? ("certain" as const) : ("likely" as const);
    return [{ words: `${text} ${given.text}`, port: written ?? port, evidence, at: given.at }];
  });
}

/** A word without the quotes and brackets that end a line of a shell. */
function withoutClosing(text: string): string {
  let end = text.length;
  while (end > 0 && `"')`.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Whether more addresses follow, of which one is open to others: `--bind 127.0.0.1 0.0.0.0`, or the flag once more. */
function namesAnother(rest: readonly Word[]): boolean {
  const list = rest.findIndex(({ text }) => text.startsWith("-"));
  const following = list < 0 ? rest : rest.slice(0, list);
  const isAddress = (text: string): boolean => /^\*$|^\d+\.\d+\.\d+\.\d+(?::\d+)?$|^\[?::\]?$/.test(text);
  return (
    following.some(({ text }) => isAddress(text) && !loopback.test(text)) ||
    rest.some(({ text }, index) => {
      const next = rest[index + 1]?.text ?? "";
      return (listenFlag.test(text) || hostFlag.test(text)) && isAddress(next) && !loopback.test(next);
    })
  );
}

function ofVariables(service: Service): LoopbackListener[] {
  const { environment } = service;
  return environment.flatMap(({ key, value = "", at }): LoopbackListener[] => {
    if (searchVariable.test(key) && isSearch(service) && /^(?:127\.0\.0\.1|localhost|_local_)$/.test(value)) {
      return [{ words: `${key}=${value}`, port: 9200, evidence: "certain" as const, at }];
    }
    const match = loopback.exec(value);
    if (match === null || !listenVariable.test(key) || advertised.test(key)) return [];
    const port = match[2] === undefined ? portOfVariable(key, environment) : Number(match[2]);
    return [{ words: `${key}=${value}`, port, evidence: "likely" as const, at }];
  });
}

/** The variables of Elasticsearch and OpenSearch are its settings: these mean nothing but listening. */
const searchVariable = /^(?:http|network)\.(?:bind_)?host$/;

function isSearch({ image }: Service): boolean {
  return /^(?:elasticsearch|elasticsearch-oss|opensearch)$/.test(imageName(image?.value));
}

/** `SERVER_PORT` beside `SERVER_ADDRESS`. */
function portOfVariable(key: string, environment: Service["environment"]): number | undefined {
  const beside = key.replace(/(?:HOST|ADDR|ADDRESS|IP)$/i, "PORT");
  const value = environment.find((each) => each.key === beside && each.key !== key)?.value;
  return value !== undefined && /^\d{2,5}$/.test(value) ? Number(value) : undefined;
}

/** .NET listens on the URLs of this variable and nowhere else. */
function ofUrls({ environment }: Service): LoopbackListener[] {
  return environment.flatMap(({ key, value = "", at }) => {
    if (!/^(?:ASPNETCORE|DOTNET)_URLS$/.test(key)) return [];
    const urls = value.split(";").filter((url) => url !== "");
    const ports = urls.map((url) => /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):(\d{2,5})\/?$/.exec(url)?.[1]);
    const [port] = ports;
    if (port === undefined || ports.includes(undefined)) return [];
    return [{ words: `${key}=${value}`, port: Number(port), evidence: "certain" as const, at }];
  });
}
