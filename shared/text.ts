/** What stands at a place of a text: a name, a number, or a part of the sentence that is translated by itself. */
type Value = string | number | Text;

/** An English text with places for what varies. Which language it is read in is decided by who shows it. */
export interface Text {
  /** What stands before, between and behind the values. */
  readonly parts: readonly string[];
  readonly values: readonly Value[];
}

/** Texts by their English words, where `{0}`, `{1}` stand for the values; what is not there stays English. */
export type Translations = Readonly<Record<string, string>>;

/** Says a text in the language of whoever reads it; a plain string is the same in all of them. */
export type Speak = (text: string | Text) => string;

/** A text to be translated: say`Remove ${name}` is looked up as `Remove {0}`. */
export function say(parts: TemplateStringsArray, ...values: readonly Value[]): Text {
  return { parts, values };
}

/** Says texts in one language. */
export function speakerOf(translations: Translations): Speak {
  const known = new Map(Object.entries(translations));
  const speak: Speak = (text) => {
    if (typeof text === "string") return text;
    const values = text.values.map((value) => (typeof value === "object" ? speak(value) : String(value)));
    const translated = known.size === 0 ? undefined : known.get(keyOf(text.parts));
    return translated === undefined ? joined(text.parts, (at) => values[at] ?? "") : filled(translated, values);
  };
  return speak;
}

/** Says texts as they are written in the code. */
export const inEnglish: Speak = speakerOf({});

function keyOf(parts: readonly string[]): string {
  return joined(parts, (at) => `{${at}}`);
}

function joined([first = "", ...others]: readonly string[], between: (at: number) => string): string {
  return others.reduce((text, part, at) => `${text}${between(at)}${part}`, first);
}

function filled(translated: string, values: readonly string[]): string {
  return translated.replace(/\{(\d+)\}/gu, (place, at: string) => values[Number(at)] ?? place);
}
