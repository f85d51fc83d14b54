/** What `--help` and the README say of an option, beside what `parseArgs` has to know. */
interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly default?: string | boolean;
  /** What stands behind it on the command line. */
  readonly value?: string;
  /** One line of help. */
  readonly help: string;
}

/** How an answer is printed. */
export const formats = ["text", "json"] as const;
export type Format = (typeof formats)[number];

/** The parts of a namespace that `diff` compares. */
export const parts = ["addresses", "routes", "dns", "sockets", "everything"] as const;
export type Part = (typeof parts)[number];

/** Every option of `hostside inspect`, in the order in which help and documentation list them. */
export const options = {
  format: {
    type: "string",
    default: "text",
    value: formats.join("|"),
    help: "text for people (default), json for programs",
  },
  part: {
    type: "string",
    default: "addresses",
    value: parts.join("|"),
    help: "what diff compares (default: addresses, as `ip addr` prints them)",
  },
  host: {
    type: "string",
    value: "ADDRESS",
    help: "the engine to ask, as DOCKER_HOST names one: unix:///run/docker.sock, ssh://user@machine, tcp://machine:2376 (default: the one that the docker command would use)",
  },
  context: { type: "string", value: "NAME", help: "the Docker context whose engine is asked" },
  helper: {
    type: "string",
    value: "IMAGE",
    help: "allow short-lived helper containers of this image, such as busybox, where nothing else can read a namespace; it is never pulled",
  },
  help: { type: "boolean", short: "h", default: false, help: "print this text" },
  version: { type: "boolean", default: false, help: "print the version" },
} as const satisfies Readonly<Record<string, Option>>;

/** The questions, with what stands behind each on the command line and what exit statuses 0 and 1 say of it. */
export const questions = {
  ports: {
    words: "[PORT|WORD]",
    help: "Who has the ports of the engine's host, and which containers could not have theirs. A PORT is a number, a range (8000-8010) or 80/udp; a WORD is part of the name of a container, image, project or program.",
    0: "no port is wanted by two; with a PORT: it is free",
    1: "a port is wanted by two; with a PORT: it is taken",
  },
  exit: {
    words: "NAME",
    help: "Why a container exited, was not started, or has lost its network, with what that is known from. NAME is a container's name, the start of its ID, or a Compose service.",
    0: "nothing is wrong with it",
    1: "something is wrong",
  },
  reach: {
    words: "FROM NAME:PORT",
    help: "Whether FROM (a container as above, the word host, or the word outside for another machine on the host's network) reaches a name or an address at a port, such as web:80, [::1]:80 or dns:53/udp: each step of the way, with what it is known from. Nothing is tried.",
    0: "it is reached",
    1: "it is not, or that is not known",
  },
  namespaces: {
    words: "",
    help: "The network namespaces of the host and of all running containers: who shares whose, addresses, published ports, what listens.",
    0: "every running container has its network",
    1: "a container has lost the network that it shares",
  },
  diff: {
    words: "NAME NAME",
    help: "How two network namespaces differ. A NAME is a container as above, or the word host.",
    0: "they are equal, line for line",
    1: "they differ",
  },
} as const satisfies Readonly<Record<string, { words: string; help: string; 0: string; 1: string }>>;
export type Question = keyof typeof questions;

/** What exit status 2 says of every question. */
export const failed =
  "wrong usage, no such container, an engine that does not answer, a namespace that cannot be read, or an internal error of Hostside";

/** `--host ADDRESS`, with all that may stand on the command line for it. */
export function spelling(name: keyof typeof options): string {
  const option: Option = options[name];
  const value = option.value === undefined ? "" : ` ${option.value}`;
  return [`--${name}${value}`, ...(option.short === undefined ? [] : [`-${option.short}`])].join(", ");
}
