import { readdirSync } from "node:fs";
import path from "node:path";
import { type LocalizedText, localizedTexts } from "./localizedTexts";
import { checkout, textOf } from "./manifest";

/** Every text of client and server that is translated. */
export function textsOfSources(): LocalizedText[] {
  return ["client/src", "server/src"].flatMap((folder) =>
    readdirSync(path.join(checkout, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${folder}/${name.replaceAll(path.sep, "/")}`)
      .flatMap((file) => localizedTexts(file, textOf(file))),
  );
}

/** The bundle of the texts as they are in the code, in the order of their characters: what a translation is made from. */
export function bundleOf(texts: readonly LocalizedText[]): Readonly<Record<string, string>> {
  const sorted = [...new Set(texts.map(({ text }) => text))].sort((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map((text) => [text, text]));
}

/** The `{0}`, `{1}` of a text, each once. */
export function placeholdersOf(text: string): string[] {
  return [...new Set(text.match(/\{\d+\}/gu) ?? [])].sort();
}

/** What has to be the same in every language: commands behind links, addresses, options, and code, but for titles of commands. */
export function fixedPartsOf(text: string): string[] {
  return [...(text.match(/\]\([^)]*\)|`(?!Hostside: )[^`]+`|https?:[^\s)]+|--[\w-]+/gu) ?? [])].sort();
}
