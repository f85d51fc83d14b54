import { completionsAt, mayComplete } from "../../src/language/complete/complete";
import type { Wanted } from "../../src/language/complete/offer";
import { spotAt } from "../../src/language/complete/spot";
import type { CompletionEntry } from "../../src/language/complete/write";
import { markedFiles } from "./markedFiles";

/** What is offered at `$0` of a fixture. */
export interface Completed {
  readonly entries: readonly CompletionEntry[];
  /** In the order in which an editor shows them. */
  readonly labels: readonly string[];
  readonly more: boolean;
  /** The file with `$0` after the offer of this label was picked. */
  readonly pick: (label: string) => string;
  /** What the offer says it will cause. */
  readonly causes: (label: string) => string;
}

/** As an editor shows it: filtered by what stands before the position, in the order of the sort texts. */
export async function completed(
  fixture: string,
  told: Partial<Pick<Wanted, "peers" | "live">> = {},
): Promise<Completed> {
  const { document, offset, projects, parsed, file, texts } = await markedFiles(fixture);
  const text = texts[file] ?? "";
  const spot = spotAt(document, offset);
  const from = { document, parsed, peers: new Set<never>(), live: { containers: [], ports: [] }, ...told };
  const isAsked = spot !== undefined && mayComplete(spot);
  const offered = isAsked ? completionsAt(spot, projects, from) : { entries: [], more: false };
  const { more } = offered;
  const entries = offered.entries.filter(({ start, filterText }) => passes(text.slice(start, offset), filterText));
  const entryOf = (label: string): CompletionEntry => {
    const found = entries.filter((entry) => entry.label === label);
    if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} offers of ${label}`);
    return found[0];
  };
  for (const { start, end, label } of offered.entries) {
    // Editors take no other edit.
    const isAround = start <= offset && offset <= end && !text.slice(start, end).includes("\n");
    if (!isAround) throw new Error(`${label} replaces ${start} to ${end} for ${offset}`);
  }
  const inOrder = entries.toSorted((one, other) => (one.sortText < other.sortText ? -1 : 1));
  return {
    entries,
    more,
    labels: inOrder.map(({ label }) => label),
    pick: (label) => {
      const { start, end, newText } = entryOf(label);
      return text.slice(0, start) + newText + text.slice(end);
    },
    causes: (label) => entryOf(label).causes,
  };
}

/** Editors show what has the letters of the word in their order. */
function passes(typed: string, filterText: string): boolean {
  let at = 0;
  for (const letter of typed.trim().toLowerCase()) {
    at = filterText.toLowerCase().indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
