import type { Localizer } from "../platform/localizer";
import type { Namespace, KnownField } from "../netns/model";
import { sections } from "../netns/sections/table";
import type { Side } from "./readSubjects";

/** How many names stand before one way; the others are counted. */
const named = 3;

/** How each side was read, in a sentence for each way: those that were read alike are named together. */
export function waysText(sides: readonly Pick<Side, "name" | "namespace">[], l10n: Localizer): string {
  const byWay = new Map<string, string[]>();
  for (const { name, namespace } of sides) {
    if (namespace === undefined) continue;
    const way = wayText(namespace, l10n);
    byWay.set(way, [...(byWay.get(way) ?? []), name]);
  }
  return [...byWay]
    .map(([way, names]) => {
      const shown = names.slice(0, named).join(", ");
      const who = names.length > named ? l10n.t("{0} and {1} more", shown, names.length - named) : shown;
      return `${who}: ${way}.`;
    })
    .join(" ");
}

/** How a namespace was read, in words; what that way does not tell is said too. */
function wayText({ ways, knownFields, refusal, by }: Namespace, l10n: Localizer): string {
  if (by !== undefined) return l10n.t("read through {0}, which runs in host mode", by);
  if (ways.includes("here")) return l10n.t("read with ip on this machine");
  if (ways.includes("nsenter")) return l10n.t("read with nsenter");
  if (ways.includes("helper")) return l10n.t("read by a helper container");
  if (ways.includes("exec")) return l10n.t("read with the container's own programs");
  if (ways.includes("proc")) {
    return knownFields.has("flags")
      ? l10n.t("read from /proc and /sys")
      : l10n.t("read from /proc, which has no flags, MTU or MAC addresses");
  }
  return refusal === undefined || refusal === ""
    ? l10n.t("from docker inspect only")
    : l10n.t("from docker inspect only ({0})", refusal);
}

/** What was left out on both sides of a comparison, because one of them does not tell it; empty where nothing was. */
export function unknownFieldsText(facts: readonly KnownField[], l10n: Localizer): string {
  const known = sections.map(({ fieldNames }) => fieldNames?.(l10n) ?? {});
  const names = Object.assign({}, ...known) as Readonly<Partial<Record<KnownField, string>>>;
  const shown = facts.map((fact) => names[fact]).filter((name) => name !== undefined);
  return shown.length === 0
    ? ""
    : l10n.t("Hidden on both sides, because only one method can see it: {0}.", shown.join(", "));
}
