import type { Localizer } from "../../platform/localizer";
import type { Path } from "../path/model";

/** What became of a call that was made from the very place. */
export type Tried =
  /** It was taken; `http` is the status with which HTTP was answered, where it was. */
  | { readonly kind: "connected"; readonly http?: number }
  | { readonly kind: "refused" | "unreachable" | "silent" | "no-name" | "closed-at-once" }
  /** Nobody called, and why. */
  | { readonly kind: "not-tried"; readonly why: NotTried };

/** Why a call was not made. */
export type NotTried = "udp" | "outside" | "elsewhere" | "no-program" | "not-running" | "too-many" | "unclear";

/**
 * True where a call became something else than was derived. What is unknown contradicts nothing, and neither does a
 * connection that the engine's proxy took: it takes one before it knows whether the container does.
 */
export function contradicts({ state, hops }: Path, tried: Tried): boolean {
  if (tried.kind === "not-tried" || state === "unknown") return false;
  const byProxy = hops.some(({ finding }) => finding.kind === "proxy");
  if (tried.kind === "closed-at-once") return state === "closed" && !byProxy;
  if (tried.kind === "connected" && tried.http === undefined && byProxy) return false;
  return (tried.kind === "connected") !== (state === "open");
}

/** What became of a call, as a sentence. */
export function triedText(tried: Tried, l10n: Localizer): string {
  switch (tried.kind) {
    case "connected":
      return tried.http === undefined
        ? l10n.t("The connection was accepted.")
        : l10n.t("The connection was accepted, and HTTP was answered with status {0}.", tried.http);
    case "refused":
      return l10n.t("The connection was refused.");
    case "closed-at-once":
      return l10n.t("The connection was accepted and closed without an answer, as a proxy does that reaches nobody.");
    case "unreachable":
      return l10n.t("There was no way to it.");
    case "silent":
      return l10n.t("Nothing answered within 2 seconds.");
    case "no-name":
      return l10n.t("The name did not resolve.");
    case "not-tried":
      return notTriedText(tried.why, l10n);
  }
}

function notTriedText(why: NotTried, l10n: Localizer): string {
  switch (why) {
    case "udp":
      return l10n.t("Not tried: UDP does not tell whether somebody receives it.");
    case "outside":
      return l10n.t("Not tried: no other machine can be asked from here.");
    case "elsewhere":
      return l10n.t("Not tried: the engine's host is another machine than this one.");
    case "no-program":
      return l10n.t("Not tried: the image has no program that connects (nc, bash or curl).");
    case "not-running":
      return l10n.t("Not tried: the container is not running.");
    case "too-many":
      return l10n.t("Not tried: enough calls were made.");
    case "unclear":
      return l10n.t("Not tried: the container's program gave no clear answer.");
  }
}
