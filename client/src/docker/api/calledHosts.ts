import { isHostWord, type Named } from "../../../../shared/hostNames";
import { namesInVariable } from "../../../../shared/hostVariables";
import { namesInWords } from "../../../../shared/hostWords";
import { isReadElsewhere } from "../../../../shared/variableReaders";
import { record } from "../record";

/** A host that a container's program is told to call: its name alone, and nothing of what stands around it. */
export interface CalledHost {
  readonly name: string;
  /** The variable that names it; absent where the command does. */
  readonly variable?: string;
  /** The names of the list that it stands in, which says hosts only where all of them are some. */
  readonly among?: readonly string[];
}

/** So much of one container is read, and so many hosts of it are of use. */
const mostVariables = 1_000;
const mostWords = 200;
const mostOfValue = 4_096;
const mostHosts = 32;

/**
 * The hosts that a container's variables, command and health check name, each once, by its inspection or that of an image.
 * Left out is what stands for the host, and what the container finds in its own /etc/hosts. No proof that it calls them.
 */
export function calledHosts(inspection: unknown): CalledHost[] {
  const { Config, HostConfig, NetworkSettings } = record(inspection);
  const { Cmd, Entrypoint, Env, Healthcheck, Hostname, Image, Labels } = record(Config);
  const { ExtraHosts, Links } = record(HostConfig);
  const endpoints = Object.values(record(record(NetworkSettings).Networks));
  const own = new Set([
    ...texts([Hostname]),
    ...texts(ExtraHosts).flatMap((each) => (each.split(/[:=]/u, 1)[0] ?? "").split(";")),
    ...[Links, ...endpoints.map((endpoint) => record(endpoint).Links)].flatMap((links) => texts(links).flatMap(linked)),
  ]);
  const service = texts([record(Labels)["com.docker.compose.service"]])[0] ?? "";
  const image = texts([Image])[0] ?? "";
  const words = [Entrypoint, Cmd, Healthcheck].map((each) =>
    texts(each === Healthcheck ? record(Healthcheck).Test : each).slice(0, mostWords),
  );
  const found = [
    ...texts(Env)
      .slice(0, mostVariables)
      .flatMap((each) => inVariable(each, service, image)),
    ...words.flatMap(inWords),
  ];
  const called = found.filter(({ name }) => !isHostWord(name) && !own.has(name));
  const once = new Map(called.map((each) => [`${each.variable ?? ""} ${each.name}`, each]));
  return [...once.values()].slice(0, mostHosts);
}

function inVariable(assignment: string, service: string, image: string): CalledHost[] {
  const index = assignment.indexOf("=");
  const variable = assignment.slice(0, Math.max(0, index));
  if (variable === "" || variable.length > 200 || isReadElsewhere(variable, service, image)) return [];
  const value = assignment.slice(index + 1, index + 1 + mostOfValue);
  return namesInVariable(variable, value).map((named) => ({ ...calledHost(named), variable }));
}

function inWords(words: readonly string[]): CalledHost[] {
  return words.flatMap((word, index) =>
    namesInWords(word.slice(0, mostOfValue), words.slice(0, index)).map((named) => calledHost(named)),
  );
}

function calledHost({ name, among }: Named): CalledHost {
  return { name, ...(among === undefined ? {} : { among }) };
}

/** `/shop-db-1:/shop-web-1/alias` and `shop-db-1:alias`: both names are known then. */
function linked(link: string): string[] {
  return link.split(":").flatMap((part) => part.split("/").at(-1) ?? []);
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === "string") : [];
}
