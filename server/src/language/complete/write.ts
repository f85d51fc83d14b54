import type { Speak } from "../../../../shared/text";
import type { Offer, OfferKind } from "./offer";
import type { Spot } from "./spot";

/** An offer as an editor takes it: the text that takes the place of the word, and by what it is filtered. */
export interface CompletionEntry {
  readonly label: string;
  readonly kind: OfferKind;
  readonly detail: string;
  readonly causes: string;
  readonly sortText: string;
  readonly filterText: string;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** Writes an offer into the place where it stands: block or flow style, a list or a mapping, a quote that is open. */
export function written(offer: Offer, spot: Spot, place: number, speak: Speak): CompletionEntry {
  const entry = entryOver(
    offer,
    offer.over ?? { start: spot.start, end: Math.max(spot.end, spot.offset) },
    place,
    speak,
  );
  const text = entry.newText;
  const lead = spot.afterColon ? " " : "";
  return { ...entry, newText: offer.over === undefined ? textAt(offer, text, spot) : `${lead}${text}` };
}

/** Writes an offer over a stretch of a text as it is. */
export function entryOver(
  offer: Offer,
  over: NonNullable<Offer["over"]>,
  place: number,
  speak: Speak,
): CompletionEntry {
  const { label, kind, detail, causes, rank = 0, text = label } = offer;
  return {
    ...{ label, kind, detail: speak(detail), causes: speak(causes()), ...over },
    // Before labels, which is what other extensions leave to be sorted by.
    sortText: `!${rank}${String(place).padStart(4, "0")}`,
    filterText: text,
    newText: text,
  };
}

function textAt({ below, value, isNumber }: Offer, text: string, spot: Spot): string {
  const { role, fresh, quote, closed, afterColon, path, hasColon } = spot;
  const end = quote !== "" && !closed ? quote : "";
  if (role === "key" && value !== undefined) return hasColon ? `${text}${end}` : `${text}${end}: ${value}`;
  if (role === "key") return below === undefined ? `${text}${end}` : `${text}${end}${entry(below, spot)}`;
  // Below a key, a word by itself begins a list.
  if (fresh && path.length === 3 && lists.has(String(path[2]))) return `- ${quoted(text)}`;
  if (quote !== "") return `${text}${end}`;
  const word = isNumber === true ? text : quoted(text);
  return afterColon ? ` ${word}` : word;
}

/** Keys of a service whose value is a list, or may be one. */
const lists = new Set(["depends_on", "links", "volumes_from", "networks", "ports", "extra_hosts"]);

function entry(below: readonly string[], { inFlow, hasColon, column }: Spot): string {
  if (hasColon) return "";
  if (inFlow) return below.length === 0 ? ":" : `: { ${below.join(", ")} }`;
  const indent = " ".repeat(column + 2);
  return `:${below.map((line) => `\n${indent}${line}`).join("")}`;
}

/** Words that YAML takes for a number, a flag or nothing. */
const otherKind = /^(?:[-+]?[\d.:_]+|0x[\da-f]+|true|false|yes|no|on|off|y|n|null|~)$/i;

function quoted(text: string): string {
  return otherKind.test(text) ? `"${text}"` : text;
}
