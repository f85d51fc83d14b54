import type { Localizer } from "../../platform/localizer";
import type { Line } from "../render/render";

/** How many addresses, servers or ports a sentence names before it counts the rest. */
const named = 3;

/** A list in a sentence. */
export function shortened(texts: readonly string[], l10n: Localizer): string {
  const shown = texts.slice(0, named).join(", ");
  return texts.length > named ? `${shown} ${l10n.t("and {0} more", texts.length - named)}` : shown;
}

/** Half of the sentence stands above each side. Empty where one half is. */
export function halves(left: string, right: string, l10n: Localizer): string {
  return left === "" || right === "" ? "" : l10n.t("{0}; {1}.", left, right);
}

/** A sentence as a line of a document that is no part of what a program would print; none for an empty one. */
export function comment(sentence: string): Line[] {
  return sentence === "" ? [] : [{ text: `# ${sentence}` }];
}
