import type { Localizer } from "../platform/localizer";
import { engineRefusal } from "./engineRefusals";
import type { PortInUse } from "./exitReason";
import type { PortHolder } from "./portHolder";
import { unresolvedText, type WhyUnresolved } from "./unresolvedInLog";

/** What is wrong with a container's network. */
export type Problem =
  /** It exited because another has the port; `by` is who has it now, where that is known. */
  | { readonly kind: "port-taken"; readonly reason: PortInUse; readonly by?: PortHolder }
  /**
   * The engine could not start it, perhaps for a port likewise; `about` is the container or network that its words name by
   * an ID.
   */
  | { readonly kind: "not-started"; readonly detail: string; readonly by?: PortHolder; readonly about?: string }
  /** Its user may not listen on a port below 1024 of the host. */
  | { readonly kind: "port-forbidden"; readonly reason: PortInUse }
  /** It failed, and its log ends with a name that does not resolve. */
  | { readonly kind: "name-in-log"; readonly name: string; readonly line: string; readonly why: WhyUnresolved }
  /** Its program fails again and again, or did until the engine gave up. */
  | { readonly kind: "crash-loop"; readonly restarts: number; readonly exitCode: number }
  /** The container whose network it shares lost that since: it is left with a namespace that has only loopback. */
  | { readonly kind: "dead-namespace"; readonly owner: string; readonly how: "restarted" | "stopped" | "removed" }
  /** A port is published to a container port on which nothing listens; `instead` is the only one on which something does. */
  | { readonly kind: "nothing-listens"; readonly port: number; readonly protocol: string; readonly instead?: number }
  /** A port is published for one protocol, and its program listens on it for another one. */
  | { readonly kind: "wrong-protocol"; readonly port: number; readonly protocol: string; readonly listens: string }
  /** Its program listens on the container's loopback only, which no publish reaches. */
  | { readonly kind: "loopback-only"; readonly port: number; readonly protocol: string; readonly address: string }
  /** It calls a name that only containers on other networks have. */
  | { readonly kind: "unresolved-name"; readonly name: string; readonly networks: readonly string[] };

/** True for 127.0.0.0/8, ::1 and its IPv4-mapped form. */
export function isLoopback(address: string): boolean {
  return address === "::1" || /^(?:::ffff:)?127\./u.test(address);
}

const failures: ReadonlySet<Problem["kind"]> = new Set([
  "port-taken",
  "port-forbidden",
  "name-in-log",
  "not-started",
  "crash-loop",
  "dead-namespace",
]);

/** Whether the container failed for it, whoever calls its ports: views show that first, and always. */
export function isFailure({ kind }: Problem): boolean {
  return failures.has(kind);
}

/** What Docker does, then what to do. */
export function problemText(problem: Problem, l10n: Localizer): string {
  switch (problem.kind) {
    case "port-taken":
      return portTakenText(problem.reason.port, problem.by, l10n);
    case "not-started": {
      const refusal = engineRefusal(problem.detail);
      if (refusal !== undefined) return refusal.form.text(l10n, problem.about ?? refusal.about);
      const port = publishedPortIn(problem.detail);
      if (port === undefined) return l10n.t("The engine could not start it.");
      return problem.by === undefined
        ? l10n.t("Port {0} of the host is in use: the engine could not start it.", port)
        : l10n.t(
            "Port {0} of the host is taken by {1}: the engine could not start it.",
            port,
            holderText(problem.by, l10n),
          );
    }
    case "port-forbidden":
      return problem.reason.port === undefined
        ? l10n.t(
            "It exited because its user may not listen on its port. On the host's network only root may listen below 1024. Let it listen on another port, or run as root.",
          )
        : l10n.t(
            "It exited because its user may not listen on port {0}. On the host's network only root may listen below 1024. Let it listen on another port, or run as root.",
            problem.reason.port,
          );
    case "name-in-log":
      return unresolvedText(problem.name, problem.why, l10n);
    case "crash-loop":
      return l10n.t(
        "Its program ended with exit code {0}, and the engine has started it again {1} times. Its log says why.",
        problem.exitCode,
        problem.restarts,
      );
    case "dead-namespace":
      return deadNamespaceText(problem.owner, problem.how, l10n);
    case "nothing-listens":
      if (problem.instead !== undefined) {
        return l10n.t(
          "Port {0}/{1} is published, but the program listens on {2}. Publish {2}.",
          problem.port,
          problem.protocol,
          problem.instead,
        );
      }
      return l10n.t(
        "Port {0}/{1} is published, but nothing in the container listens on it. Publish the port on which the program listens.",
        problem.port,
        problem.protocol,
      );
    case "wrong-protocol":
      return l10n.t(
        "Port {0}/{1} is published, but the program listens on {0}/{2}. Publish {0}/{2}.",
        problem.port,
        problem.protocol,
        problem.listens,
      );
    case "loopback-only":
      return l10n.t(
        "Port {0}/{1} is published, but the program listens on {2} only, which the publish does not reach. Let it listen on 0.0.0.0.",
        problem.port,
        problem.protocol,
        problem.address,
      );
    case "unresolved-name":
      return unresolvedNameText(problem.name, problem.networks, l10n);
  }
}

function unresolvedNameText(name: string, networks: readonly string[], l10n: Localizer): string {
  const [network = ""] = networks;
  return networks.length === 1
    ? l10n.t(
        "It calls {0}, a name that does not resolve in it: {0} is only on the network {1}, and this container is not. Put this container on {1}.",
        name,
        network,
      )
    : l10n.t(
        "It calls {0}, a name that does not resolve in it: {0} is only on the networks {1}, and this container is on none of them. Put it on one of them.",
        name,
        networks.join(", "),
      );
}

function deadNamespaceText(owner: string, how: "restarted" | "stopped" | "removed", l10n: Localizer): string {
  switch (how) {
    case "restarted":
      return l10n.t(
        "It has lost its network: {0}, whose network it shares, was restarted after it. Restart this container.",
        owner,
      );
    case "stopped":
      return l10n.t(
        "It has lost its network: {0}, whose network it shares, has stopped. Start {0}, then restart this container.",
        owner,
      );
    case "removed":
      return l10n.t(
        "It has lost its network: {0}, whose network it shares, was removed. Create this container again.",
        owner,
      );
  }
}

function portTakenText(port: number | undefined, by: PortHolder | undefined, l10n: Localizer): string {
  if (port === undefined) {
    return by === undefined
      ? l10n.t("It exited because a port that it needs is in use.")
      : l10n.t(
          "It exited because a port that it needs is in use. Perhaps it is {0}: {1} has that port now.",
          by.port,
          holderText(by, l10n),
        );
  }
  return by === undefined
    ? l10n.t("It exited because port {0} is in use.", port)
    : l10n.t("It exited because port {0} is in use. {1} has that port now.", port, holderText(by, l10n));
}

/** The name of who has a port, and of a process its number. */
function holderText({ name, pid }: PortHolder, l10n: Localizer): string {
  return pid === undefined ? name : l10n.t("{0} (pid {1})", name, pid);
}

/** The words of the engine or of the container's log from which a problem is known; undefined where there are none. */
export function problemEvidence(problem: Problem): string | undefined {
  if (problem.kind === "port-taken" || problem.kind === "port-forbidden") return problem.reason.line;
  if (problem.kind === "name-in-log") return problem.line;
  return problem.kind === "not-started" ? problem.detail : undefined;
}

/** The same in a few words, for the line of a container. */
export function problemBrief(problem: Problem, l10n: Localizer): string {
  switch (problem.kind) {
    case "port-taken":
      return portBrief(problem.reason.port, problem.by, l10n);
    case "not-started": {
      const refusal = engineRefusal(problem.detail);
      if (refusal !== undefined) return refusal.form.brief(l10n, problem.about ?? refusal.about);
      return /already (?:allocated|in use)/iu.test(problem.detail)
        ? portBrief(publishedPortIn(problem.detail), problem.by, l10n)
        : l10n.t("could not be started");
    }
    case "port-forbidden":
      return problem.reason.port === undefined
        ? l10n.t("may not listen on its port")
        : l10n.t("may not listen on port {0}", problem.reason.port);
    case "name-in-log":
      return l10n.t("{0} does not resolve", problem.name);
    case "crash-loop":
      return problem.restarts === 1
        ? l10n.t("restarted once, exit {0}", problem.exitCode)
        : l10n.t("restarted {0} times, exit {1}", problem.restarts, problem.exitCode);
    case "dead-namespace":
      return l10n.t("has lost its network");
    case "nothing-listens":
      return problem.instead === undefined
        ? l10n.t("nothing listens on {0}/{1}", problem.port, problem.protocol)
        : l10n.t("{0}/{1} is published, {2} listens", problem.port, problem.protocol, problem.instead);
    case "wrong-protocol":
      return l10n.t("{0}/{1} is published, {2} listens", problem.port, problem.protocol, problem.listens);
    case "loopback-only":
      return l10n.t("{0}/{1} listens on loopback only", problem.port, problem.protocol);
    case "unresolved-name":
      return l10n.t("cannot resolve {0}: only on {1}", problem.name, problem.networks.join(", "));
  }
}

function portBrief(port: number | undefined, by: PortHolder | undefined, l10n: Localizer): string {
  if (port === undefined) {
    return by === undefined
      ? l10n.t("a port that it needs is taken")
      : l10n.t("port taken, perhaps {0}: {1}", by.port, holderText(by, l10n));
  }
  return by === undefined
    ? l10n.t("port {0} is taken", port)
    : l10n.t("port {0} is taken by {1}", port, holderText(by, l10n));
}

/** The host port in the engine's words for a publish that lost (docs/docker-behaviour.md#port-taken-messages). */
export function publishedPortIn(error: string): number | undefined {
  if (!/already (?:allocated|in use)/iu.test(error)) return undefined;
  const port =
    /(?:bind host port(?: for)?|Bind for|listen (?:tcp|udp)[46]?) \[?[\d.:a-f]*?\]?:(\d{1,5})(?=[:/\s]|$)/u.exec(
      error,
    )?.[1];
  return port === undefined ? undefined : Number(port);
}
