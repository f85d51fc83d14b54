import { readFileSync } from "node:fs";
import path from "node:path";
import type { Translations } from "../../../shared/text";

/**
 * The translations of a folder of bundles for the language of an editor, by its own name (`pt-br`) or the one before the
 * hyphen. Nothing where there are none: texts stay English then, whatever the file is like.
 */
export function readTranslations(folder: string, locale: string): Translations {
  const name = locale.toLowerCase().replaceAll("_", "-");
  // It becomes a part of a path.
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/.test(name)) return {};
  const [language = name] = name.split("-");
  for (const each of new Set([name, language])) {
    const found = readBundle(path.join(folder, `bundle.l10n.${each}.json`));
    if (found !== undefined) return found;
  }
  return {};
}

function readBundle(file: string): Translations | undefined {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
  if (typeof content !== "object" || content === null) return undefined;
  return Object.fromEntries(
    Object.entries(content).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
