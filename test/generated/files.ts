import { format } from "prettier";
import { inEnglish, speakerOf, type Translations } from "../../shared/text";
import { bundleOf, textsOfSources } from "./bundle";
import { commandTable } from "./commandTable";
import { exitStatusTable, inspectOptionTable, optionTable, questionTable } from "./commandLine";
import { languages, type Manifest, textOf } from "./manifest";
import { withRegion } from "./regions";
import { translatedPictures, withPictures } from "./pictures";
import { ruleList, ruleTables } from "./ruleTables";
import { settingTables, withRules, withSettings } from "./settings";
import { withTools } from "./tools";
import { toolTable } from "./toolTable";
import { withWalkthroughs } from "./walkthroughs";

/** The files that are made in part, and what makes them of their text: `npm run generate` writes them in this order. */
export const generatedFiles = {
  "package.json": (text: string) =>
    laidOut(JSON.stringify(withTools(withWalkthroughs(withSettings(JSON.parse(text) as Manifest)))), "json-stringify"),
  "l10n/bundle.l10n.json": () => laidOut(JSON.stringify(bundleOf(textsOfSources())), "json-stringify"),
  ...textsOfManifest(),
  ...translatedPictures(),
  "docs/rules/README.md": (text: string) => laidOut(withRegion(text, "rules", ruleTables()), "markdown"),
  "docs/agents.md": (text: string) => laidOut(withRegion(text, "tools", toolTable()), "markdown"),
  "README.md": (text: string, manifest: Manifest) => {
    const regions = {
      rules: ruleList(),
      options: optionTable(),
      "exit statuses": exitStatusTable(),
      questions: questionTable(),
      "inspect options": inspectOptionTable(),
      commands: commandTable(manifest),
      settings: settingTables(withSettings(manifest)),
    };
    const made = Object.entries(regions).reduce((before, [name, content]) => withRegion(before, name, content), text);
    return laidOut(made, "markdown");
  },
} as const;

/** Those of package.json in each language. */
function textsOfManifest(): Readonly<Record<string, (text: string) => Promise<string>>> {
  const make = (language: string | undefined) => (text: string) => {
    const speak =
      language === undefined
        ? inEnglish
        : speakerOf(JSON.parse(textOf(`l10n/bundle.l10n.${language}.json`)) as Translations, language);
    const texts = withPictures(withRules(JSON.parse(text) as Translations, speak), language);
    return laidOut(JSON.stringify(texts), "json-stringify");
  };
  const translated = languages().map((language) => [`package.nls.${language}.json`, make(language)] as const);
  return { "package.nls.json": make(undefined), ...Object.fromEntries(translated) };
}

function laidOut(text: string, parser: "markdown" | "json-stringify"): Promise<string> {
  return format(text, { parser, printWidth: 120 });
}
