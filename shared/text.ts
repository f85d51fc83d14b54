/** What stands at a place of a text: a name, a number, or a part of the sentence that is translated by itself. */
type Value = string | number | Count | Text;

/** A number of things, written as the language writes large numbers; ports and lines are plain numbers. */
interface Count {
  readonly count: number;
}

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

/** A number of things in a text: 1,000 in English, 1.000 in German. */
export function count(of: number): Count {
  return { count: of };
}

/** Says texts in the language of a locale such as `de` or `pt-BR`; without translations, in English. */
export function speakerOf(translations: Translations, locale = "en"): Speak {
  const known = new Map(Object.entries(translations));
  // An editor may name any locale; the language alone is never malformed where there are translations to it.
  const language = known.size === 0 ? "en" : (/^[a-z]+/i.exec(locale)?.[0] ?? "en");
  const speak: Speak = (text) => {
    if (typeof text === "string") return text;
    const { parts, values } = text;
    const translated = known.size === 0 ? undefined : known.get(keyOf(parts));
    if (translated !== undefined) return filled(translated, (at) => spoken(values[at]));
    // Tens of thousands of findings are said at once: no list is made of the values.
    let all = parts[0] ?? "";
    for (let at = 1; at < parts.length; at++) all += spoken(values[at - 1]) + (parts[at] ?? "");
    return all;
  };
  const spoken = (value: Value = ""): string => {
    if (typeof value !== "object") return String(value);
    return "count" in value ? value.count.toLocaleString(language) : speak(value);
  };
  return speak;
}

/** Says texts as they are written in the code. */
export const inEnglish: Speak = speakerOf({});

function keyOf([first = "", ...others]: readonly string[]): string {
  return others.reduce((text, part, at) => `${text}{${at}}${part}`, first);
}

function filled(translated: string, value: (at: number) => string): string {
  return translated.replace(/\{(\d+)\}/gu, (_, at: string) => value(Number(at)));
}
