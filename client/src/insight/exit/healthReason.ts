import type { HealthRecord } from "../../docker/api/health";
import type { PublishedPort } from "../../docker/inventory/container";
import type { ListeningSocket } from "../../netns/model";
import type { Localizer } from "../../platform/localizer";
import { isLoopback } from "../problems";

/** Why a health check fails, as far as its command and what listens tell. */
export type HealthReason =
  /** The image does not have the program that the check runs. */
  | { readonly kind: "program-missing"; readonly program: string }
  | { readonly kind: "timeout"; readonly output: string }
  /** It asks a port on which nothing listens; `listens` are those on which something does. */
  | {
      readonly kind: "nothing-listens";
      readonly port: number;
      readonly listens: readonly number[];
      readonly published?: number;
    }
  /** It asks ::1, which `localhost` is first, and the program listens on IPv4 alone; or the reverse. */
  | { readonly kind: "other-family"; readonly port: number; readonly asked: "IPv4" | "IPv6"; readonly host: string }
  /** It asks loopback, and the program listens on another address alone. */
  | { readonly kind: "other-address"; readonly port: number; readonly addresses: readonly string[] }
  /** The command failed for a reason of its own. */
  | { readonly kind: "failed"; readonly exitCode: number };

/** What a check asks: a port of loopback. */
interface AskedPort {
  readonly host: string;
  readonly port: number;
}

const usualPorts: Readonly<Record<string, number>> = { http: 80, https: 443 };

/**
 * Reads a health check's own command beside what listens in the container's network. Sockets that are not known, or that
 * belong to a namespace which others use too, prove nothing. `listening` undefined: they could not be read.
 */
export function healthReason(
  { words, last }: HealthRecord,
  listening: readonly ListeningSocket[] | undefined,
  published: readonly PublishedPort[],
): HealthReason | undefined {
  if (last === undefined || last.exitCode === 0) return undefined;
  const missing = missingProgram(last.output);
  if (missing !== undefined) return { kind: "program-missing", program: missing };
  if (/exceeded timeout/iu.test(last.output)) return { kind: "timeout", output: last.output.trim() };
  const asked = askedPort(words.join(" "));
  const failed: HealthReason = { kind: "failed", exitCode: last.exitCode };
  if (asked === undefined || listening === undefined) return failed;
  const { host, port } = asked;
  const tcp = listening.filter(({ protocol }) => protocol === "tcp");
  const there = tcp.filter((socket) => socket.port === port);
  if (there.length === 0) {
    const own = published.find(({ hostPort, protocol }) => hostPort === port && protocol === "tcp")?.containerPort;
    const listens = [...new Set(tcp.map((socket) => socket.port))].sort((a, b) => a - b);
    return { kind: "nothing-listens", port, listens, ...(own === undefined ? {} : { published: own }) };
  }
  const onLoopback = there.filter(({ address }) => isAny(address) || isLoopback(address));
  if (onLoopback.length === 0) {
    return { kind: "other-address", port, addresses: there.map(({ address }) => address) };
  }
  // `localhost` is ::1 first in most images; that it was refused has to be said, since many programs go on to 127.0.0.1.
  const isRefused = /refused/iu.test(last.output);
  const has4 = onLoopback.some(({ address, family }) => family === "inet" || address === "::");
  const has6 = onLoopback.some(({ family }) => family === "inet6");
  const asks6 = host === "::1" || (host === "localhost" && isRefused);
  if (asks6 && !has6) return { kind: "other-family", port, asked: "IPv6", host };
  if (host.startsWith("127.") && !has4) return { kind: "other-family", port, asked: "IPv4", host };
  return failed;
}

function isAny(address: string): boolean {
  return address === "0.0.0.0" || address === "::";
}

/** The program in the words of a shell, or of the engine that could not run it. */
function missingProgram(output: string): string | undefined {
  const found =
    /exec: "([^"\s]+)": executable file not found/u.exec(output) ??
    /sh: (?:\d+: |line \d+: )?([\w./-]+): (?:command )?not found/u.exec(output);
  return found?.[1];
}

/** The first port of loopback that a command names; its other hosts are other containers' matter. */
function askedPort(command: string): AskedPort | undefined {
  const url = /\b(https?):\/\/(localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::(\d{1,5}))?(?=[/\s"'?]|$)/u.exec(command);
  if (url !== null) {
    const [, scheme = "http", host = "", port] = url;
    return { host: host.replace(/[[\]]/gu, ""), port: Number(port ?? usualPorts[scheme]) };
  }
  const pair = /(?:^|[\s"'=/@])(localhost|127(?:\.\d{1,3}){3}|\[::1\]|::1)[: ](\d{1,5})(?=[/\s"']|$)/u.exec(command);
  if (pair === null) return undefined;
  const [, host = "", port] = pair;
  return { host: host.replace(/[[\]]/gu, ""), port: Number(port) };
}

/** What happens, why, and what to do. */
export function healthText(reason: HealthReason, l10n: Localizer): string {
  switch (reason.kind) {
    case "program-missing":
      return l10n.t(
        "Its health check runs {0}, which its image does not have. Use a program that is there, or add this one to the image.",
        reason.program,
      );
    case "timeout":
      return l10n.t("Its health check did not end in time: {0}.", reason.output.replace(/\.$/u, ""));
    case "nothing-listens":
      return nothingListensText(reason, l10n);
    case "other-family":
      return l10n.t(
        "Its health check asks {0} at port {1} by {2}, and the program does not listen there by {2}. Ask {3}.",
        reason.host,
        reason.port,
        reason.asked,
        reason.asked === "IPv6" ? "127.0.0.1" : "[::1]",
      );
    case "other-address":
      return l10n.t(
        "Its health check asks loopback at port {0}, and the program listens on {1} alone. Ask that address, or let it listen on 0.0.0.0.",
        reason.port,
        reason.addresses.join(", "),
      );
    case "failed":
      return l10n.t(
        "Its health check ends with exit code {0}. What it asks is listened on, or is not known; its output says more.",
        reason.exitCode,
      );
  }
}

function nothingListensText(
  { port, listens, published }: Extract<HealthReason, { kind: "nothing-listens" }>,
  l10n: Localizer,
): string {
  if (published !== undefined && published !== port) {
    return l10n.t(
      "Its health check asks port {0}, which is the port on the host. It runs inside the container, where the program listens on {1}: ask that.",
      port,
      published,
    );
  }
  return listens.length === 0
    ? l10n.t("Its health check asks port {0}, and nothing in the container listens.", port)
    : l10n.t(
        "Its health check asks port {0}, on which nothing in the container listens. It listens on {1}: ask that.",
        port,
        listens.join(", "),
      );
}
