import type { Localizer } from "../../platform/localizer";
import { closedText } from "./closedText";
import type { Finding, Hop, Path, Target } from "./model";
import { remedyOf, type Remedy } from "./remedy";

/** What a path comes to: one sentence, what to do about it, and the line or the command that does it. */
export interface PathAnswer {
  readonly sentence: string;
  /** Why it is closed or unknown; nothing where it is open. */
  readonly why?: string;
  readonly remedy: Remedy | undefined;
}

/** The answer to whether a target can be reached: the first closed hop says why not. */
export function answerOf(path: Path, l10n: Localizer): PathAnswer {
  const { decisive, state, target } = path;
  if (state === "open") return { sentence: l10n.t("{0} can be reached.", targetText(target)), remedy: undefined };
  const why = hopText(decisive, l10n);
  const sentence =
    state === "closed"
      ? l10n.t("{0} cannot be reached. {1}", targetText(target), why)
      : l10n.t("Whether {0} can be reached is not known. {1}", targetText(target), why);
  return { sentence, why, remedy: remedyOf(decisive, target, l10n) };
}

/** A target as people write it: `web:80`, `[::1]:53/udp`. */
export function targetText({ host, port, protocol }: Target): string {
  const name = host.includes(":") ? `[${host}]` : host;
  return `${name}:${port}${protocol === "udp" ? "/udp" : ""}`;
}

/** What was found at a hop, as a sentence. */
export function hopText({ finding }: Hop, l10n: Localizer): string {
  return openText(finding, l10n) ?? closedText(finding, l10n);
}

/** The findings that let a call go on. */
function openText(finding: Finding, l10n: Localizer): string | undefined {
  switch (finding.kind) {
    case "answered":
      return finding.by === "hosts"
        ? l10n.t("/etc/hosts says that {0} is {1}.", finding.name, finding.addresses.join(", "))
        : l10n.t("Docker's name server says that {0} is {1}.", finding.name, finding.addresses.join(", "));
    case "routed":
      return finding.gateway === undefined
        ? l10n.t("The way to {0} is {1}.", finding.address, finding.device)
        : l10n.t("The way to {0} is {1}, through {2}.", finding.address, finding.device, finding.gateway);
    case "local":
      return l10n.t("{0} is an address of this network namespace itself.", finding.address);
    case "same-network":
      return finding.party.kind === "host"
        ? l10n.t("The host is on the network {0}.", finding.network)
        : l10n.t("{0} is on the network {1}.", finding.party.name, finding.network);
    case "dnat":
      return l10n.t("A rule of the firewall (DNAT) sends {0} on to {1}.", finding.from, finding.to);
    case "proxy":
      return l10n.t("The engine's proxy takes {0} and calls {1} in {2}.", finding.from, finding.to, finding.container);
    case "passed":
      return l10n.t("The chain {0} of the firewall lets it pass.", finding.chain);
    case "listens": {
      const { address, port, owner } = finding.socket;
      const at = address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
      return owner === undefined || owner.program === ""
        ? l10n.t("A program in {0} listens on {1}.", finding.where, at)
        : l10n.t("{0} in {1} listens on {2}.", owner.program, finding.where, at);
    }
    default:
      return undefined;
  }
}
