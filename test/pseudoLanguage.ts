import type { Translations } from "../shared/text";

/** A language in which each text is in brackets and each value in it in others, so that what nobody translates shows. */
export function pseudoLanguage(texts: Translations): Translations {
  return Object.fromEntries(
    Object.keys(texts).map((text) => [text, `⟦${text.replace(/\{\d+\}/gu, (place) => `⟨${place}⟩`)}⟧`]),
  );
}

/** What Docker, Compose or a file says stands in code or in quotation marks; the target of a link is no text. */
const quotations = /(`+)[^`\n]+?\1|"[^⟦⟧]*?"|\]\([^)]*\)/gu;
const text = /⟦[^⟦⟧⟨⟩]*(?:⟨[^⟦⟧⟨⟩]*⟩[^⟦⟧⟨⟩]*)*⟧/u;
const value = /⟨([^⟦⟧⟨⟩]*)⟩/gu;

/**
 * The parts of a sentence that a client gets in the pseudo language and that nobody translates: letters outside of its
 * brackets, and values that are neither quoted nor `known`, such as the names of a file.
 */
export function untranslated(sentence: string, known: (value: string) => boolean): string[] {
  const found: string[] = [];
  let left = sentence.replace(quotations, "");
  for (let inner = text.exec(left); inner !== null; inner = text.exec(left)) {
    for (const [, name = ""] of inner[0].matchAll(value)) if (/\p{L}{2}/u.test(name) && !known(name)) found.push(name);
    left = left.replace(inner[0], "");
  }
  return /\p{L}{2}/u.test(left) && !known(left) ? [...found, left] : found;
}
