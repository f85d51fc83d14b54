import { existsSync } from "node:fs";
import path from "node:path";
import type { Translations } from "../../shared/text";
import { walks } from "../../client/src/walk/table";
import { checkout, languages, textOf } from "./manifest";

const folder = "media/walkthrough";

/** The step of a walk that has a picture, and its English one: the others are made of it. */
interface Picture {
  /** Its key in package.nls.json, which says what picture a language has. */
  readonly key: string;
  readonly file: string;
}

/** The picture of a step, where it has one and not a page. */
export function pictureOf(walk: string, step: string): Picture | undefined {
  const file = `${folder}/${walk}/${step}.svg`;
  return existsSync(path.join(checkout, file)) ? { key: `walk.${walk}.${step}.picture`, file } : undefined;
}

/** Every English picture. */
export function pictures(): Picture[] {
  return walks.flatMap((walk) => walk.steps.flatMap((step) => pictureOf(walk.id, step.id) ?? []));
}

/** The texts of a picture, as they stand in it. */
export function textsOfPicture(picture: string): string[] {
  return [...picture.matchAll(wordsOfPicture)].map(([, , words = ""]) => words);
}

/** The words of pictures in a language, by the English ones; undefined where it has English pictures. */
export function wordsOfPictures(language: string): Translations | undefined {
  const file = `${folder}/words.${language}.json`;
  return existsSync(path.join(checkout, file)) ? (JSON.parse(textOf(file)) as Translations) : undefined;
}

/** Each picture in each language that has words for it: its file, and what makes it. */
export function translatedPictures(): Readonly<Record<string, () => Promise<string>>> {
  const all = languages().flatMap((language) => {
    const words = wordsOfPictures(language);
    if (words === undefined) return [];
    return pictures().map(
      ({ file }) => [inLanguage(file, language), () => Promise.resolve(translated(textOf(file), words))] as const,
    );
  });
  return Object.fromEntries(all);
}

/** The texts of package.json in a language, with the picture of each step after what is said of it; in English without one. */
export function withPictures(texts: Translations, language?: string): Translations {
  const has = language !== undefined && wordsOfPictures(language) !== undefined;
  const byText = new Map(pictures().map((picture) => [picture.key.replace(/picture$/u, "alt"), picture]));
  const entries = Object.entries(texts).filter(([key]) => !/^walk\..*\.picture$/u.test(key));
  return Object.fromEntries(
    entries.flatMap((entry) => {
      const picture = byText.get(entry[0]);
      if (picture === undefined) return [entry];
      return [entry, [picture.key, has ? inLanguage(picture.file, language) : picture.file]];
    }),
  );
}

const wordsOfPicture = /(<(?:text|title)\b[^>]*>)([^<]*)(?=<)/gu;

function translated(picture: string, words: Translations): string {
  return picture.replace(wordsOfPicture, (_, tag: string, text: string) => `${tag}${words[text] ?? text}`);
}

/** Named as VS Code names the pages of steps in other languages. */
function inLanguage(file: string, language: string): string {
  return file.replace(/svg$/u, `nls.${language}.svg`);
}
