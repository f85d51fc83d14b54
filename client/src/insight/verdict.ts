import type { Localizer } from "../platform/localizer";
import type { Interface, Namespace } from "../netns/model";
import { explainNamespaceFault } from "./explainFault";
import { behind } from "./peer";
import type { NamedNamespace } from "../netns/sections/section";
import { sectionNamed, type Shown } from "../netns/sections/table";
import { shortened } from "../netns/sections/wording";
import { dnsOf, withOwnDns, type Side } from "./readSubjects";

/** How two sides stand to each other. */
export type Relation = "same" | "different" | "unknown";

/** Whether two sides are one network namespace. Each namespace is read once, so that one reading is one namespace. */
export function relationOf(left: Side, right: Side): Relation {
  if (left.namespace === undefined || right.namespace === undefined) return "unknown";
  // What a side held before it stopped or was removed is no longer anybody's.
  if (left.fault !== undefined || right.fault !== undefined) return "unknown";
  if (left.namespace === right.namespace) return "same";
  const [a, b] = [left.namespace.identity, right.namespace.identity];
  return a !== undefined && a === b ? "same" : "different";
}

/** What a comparison of this part comes to, in one or two sentences. */
export function verdict(left: Side, right: Side, l10n: Localizer, shown: Shown = "addresses"): string {
  const faults = [left, right].flatMap(({ fault }) =>
    fault === undefined ? [] : [explainNamespaceFault(fault, l10n)],
  );
  if (faults.length > 0 || left.namespace === undefined || right.namespace === undefined) {
    return [...new Set(faults)].join(" ");
  }
  if (relationOf(left, right) === "same") {
    const same = sameVerdict(left, right, left.namespace, l10n);
    return [same, otherDns(left, right, l10n)].filter((text) => text !== "").join(" ");
  }
  // That nothing is left in a namespace matters more than any part of it.
  const whole = shown === "everything" || left.orphaned || right.orphaned;
  const ofPart = whole
    ? ""
    : (sectionNamed(shown)?.verdict(named(left, left.namespace), named(right, right.namespace), l10n) ?? "");
  if (ofPart !== "") return ofPart;
  const host =
    [left, right].find(({ subject }) => subject.kind === "host") ?? [left, right].find(({ usesHost }) => usesHost);
  if (host?.namespace === undefined) return containersVerdict(left, right, l10n);
  return ownVerdict(host === left ? right : left, host.namespace, l10n);
}

/** The same as the one short line above a comparison: what matters first, and no more than half an editor holds. */
export function shortVerdict(left: Side, right: Side, l10n: Localizer, shown: Shown = "addresses"): string {
  const relation = relationOf(left, right);
  if (relation === "unknown") return [left, right].flatMap((side) => faultText(side, l10n) ?? [])[0] ?? "";
  const host = [left, right].find(({ subject }) => subject.kind === "host");
  if (relation === "same") {
    const same = host === undefined ? l10n.t("Same namespace as {0}", left.name) : l10n.t("Same namespace as the host");
    return otherDns(left, right, l10n) === "" ? same : l10n.t("{0}, other resolv.conf", same);
  }
  const orphan = [left, right].find(({ orphaned }) => orphaned);
  if (orphan !== undefined) return l10n.t("Namespace without a network: restart {0}", orphan.name);
  const ofPart =
    shown === "everything" || left.namespace === undefined || right.namespace === undefined
      ? ""
      : sectionNamed(shown)?.shortVerdict(withOwnDns(left, left.namespace), withOwnDns(right, right.namespace), l10n);
  if (ofPart !== undefined && ofPart !== "") return ofPart;
  const onHost = host ?? [left, right].find(({ usesHost }) => usesHost);
  if (onHost !== undefined) {
    const own = shortened(addressTexts(onHost === left ? right : left, undefined, l10n), l10n);
    return l10n.t("Own namespace: {0}", own || l10n.t("loopback only"));
  }
  const common = commonNetworks(left, right);
  return common.length === 0
    ? l10n.t("Two namespaces, no common network")
    : l10n.t("Two namespaces, both on {0}", common.join(", "));
}

/** Why a side cannot be compared, in a few words; what to do about it stands in its text. */
function faultText({ name, fault }: Side, l10n: Localizer): string | undefined {
  switch (fault?.kind) {
    case undefined:
      return undefined;
    case "stopped":
      return l10n.t("{0} is not running (exit code {1})", name, fault.exitCode);
    case "restarting":
      return l10n.t("{0} is restarting (exit code {1})", name, fault.exitCode);
    case "gone":
      return l10n.t("{0} no longer exists", name);
    default:
      return l10n.t("{0} cannot be read", name);
  }
}

/** What there is to say of one container by itself; empty where its addresses say it all. */
export function ownVerdictOf(side: Side, l10n: Localizer): string {
  if (side.fault !== undefined) return explainNamespaceFault(side.fault, l10n);
  if (side.orphaned) return orphanText(side, l10n);
  const identity = side.namespace?.identity;
  const which = identity === undefined ? "" : ` (${identity})`;
  return side.usesHost ? l10n.t("{0} uses the host's network namespace{1}: this is the host's.", side.name, which) : "";
}

function sameVerdict(left: Side, right: Side, { identity }: Namespace, l10n: Localizer): string {
  const which = identity === undefined ? "" : ` (${identity})`;
  if (left.subject.kind === "host" || right.subject.kind === "host") {
    const other = left.subject.kind === "host" ? right : left;
    return l10n.t("{0} shares the host's network namespace{1}: identical.", other.name, which);
  }
  return left.usesHost
    ? l10n.t("{0} and {1} both use the host's network namespace{2}: identical.", left.name, right.name, which)
    : l10n.t("{0} and {1} share one network namespace{2}: identical.", left.name, right.name, which);
}

/** One namespace does not mean one resolv.conf. Empty where the two are equal, or were not asked for. */
function otherDns(left: Side, right: Side, l10n: Localizer): string {
  const [a, b] = [dnsOf(left), dnsOf(right)];
  if (a === undefined || b === undefined || JSON.stringify(a) === JSON.stringify(b)) return "";
  return l10n.t("Their resolv.conf differs: each container has its own file, also in host mode.");
}

function ownVerdict(side: Side, host: Namespace, l10n: Localizer): string {
  if (side.namespace === undefined) return "";
  if (side.orphaned) return orphanText(side, l10n);
  const hidden = host.interfaces.filter(({ name }) => name !== "lo").length;
  const own = addressTexts(side, host, l10n);
  const sees =
    hidden === 1
      ? l10n.t("1 host interface is not visible to it")
      : l10n.t("{0} host interfaces are not visible to it", hidden);
  if (own.length === 0) {
    return l10n.t("{0} has its own network namespace with loopback only: it reaches no network; {1}.", side.name, sees);
  }
  return l10n.t("{0} has its own network namespace: {1}; {2}.", side.name, shortened(own, l10n), sees);
}

function containersVerdict(left: Side, right: Side, l10n: Localizer): string {
  const has = (side: Side): string => {
    const own = shortened(addressTexts(side, undefined, l10n), l10n) || l10n.t("loopback only");
    return l10n.t("{0} has {1}", side.name, own);
  };
  const orphans = [left, right].filter(({ orphaned }) => orphaned).map((side) => orphanText(side, l10n));
  const common = commonNetworks(left, right);
  const together =
    common.length === 0 ? l10n.t("They share no Docker network.") : l10n.t("Both are on {0}.", common.join(", "));
  return [l10n.t("Two network namespaces: {0}; {1}.", has(left), has(right)), ...orphans, together].join(" ");
}

function commonNetworks(left: Side, right: Side): string[] {
  const networks = (side: Side): string[] =>
    (side.owner ?? side.container)?.attachments.map(({ network }) => network) ?? [];
  return networks(left).filter((network) => networks(right).includes(network));
}

function orphanText({ name }: Side, l10n: Localizer): string {
  return l10n.t(
    "{0} is still in the network namespace that its owner had before a restart, and has no network. Restart {0}.",
    name,
  );
}

/** `eth0 172.17.0.2/16 behind docker0`, one for each interface but loopback. */
function addressTexts({ namespace, container, owner }: Side, host: Namespace | undefined, l10n: Localizer): string[] {
  return (namespace?.interfaces ?? [])
    .filter(({ name, addresses }) => name !== "lo" && addresses.length > 0)
    .map((entry) => {
      const text = [entry.name === "?" ? "" : entry.name, mainAddress(entry)].join(" ").trim();
      const hangsOn = host === undefined ? undefined : behind(entry, owner ?? container, host);
      return hangsOn === undefined ? text : l10n.t("{0} behind {1}", text, hangsOn);
    });
}

function mainAddress({ addresses }: Interface): string {
  const main = addresses.find(({ family }) => family === "inet") ?? addresses[0];
  return main === undefined ? "" : `${main.address}${main.prefix === undefined ? "" : `/${main.prefix}`}`;
}

function named(side: Side, namespace: Namespace): NamedNamespace {
  return { name: side.name, namespace: withOwnDns(side, namespace) };
}
