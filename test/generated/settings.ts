import { deployments } from "../../server/src/compose/model/deploy";
import type { Speak, Translations as Texts } from "../../shared/text";
import type { Rule } from "../../server/src/linter/rule";
import { rules } from "../../server/src/rules/table";
import { engineWords } from "../../server/src/workspace/engine";
import { severityNames } from "../../server/src/workspace/settings";
import { type Category, type Manifest, titleOf } from "./manifest";
import { table } from "./regions";

const pages = "https://github.com/hostside/hostside/blob/main/docs/rules";

/**
 * package.json with what its settings take from the code: the rules, the kinds of engine, what runs services. Categories
 * and settings are shown in the order in which they stand there, which VS Code takes from numbers.
 */
export function withSettings(manifest: Manifest): Manifest {
  const copy = structuredClone(manifest);
  const categories = copy.contributes.configuration;
  for (const [at, category] of categories.entries()) {
    category.order = at;
    for (const [place, setting] of Object.values(category.properties).entries()) setting.order = place;
  }
  const settingOf = (name: string) => {
    const setting = categories
      .map(({ properties }) => properties[`hostside.${name}`])
      .find((each) => each !== undefined);
    if (setting === undefined) throw new Error(`package.json has no setting hostside.${name}.`);
    return setting;
  };
  settingOf("rules").properties = Object.fromEntries(rules.map((rule) => [rule.id, severityOf(rule)]));
  for (const [name, words] of [
    ["compose.engine", ["auto", ...engineWords]],
    ["compose.deployedWith", deployments],
  ] as const) {
    const setting = settingOf(name);
    setting.enum = words;
    setting.enumDescriptions = words.map((word) => `%setting.${name}.${word}%`);
  }
  return copy;
}

/** What the settings editor knows of one rule; the default is what it fills in for a rule that is added. */
function severityOf(rule: Rule) {
  return {
    type: "string",
    enum: severityNames,
    default: defaultOfRule(rule),
    markdownDescription: `%rule.${rule.id}%`,
  };
}

function defaultOfRule({ severity, offByDefault }: Rule): string {
  return offByDefault ? "off" : severity;
}

/**
 * The texts of package.json in one language with what the settings say of each rule: its title, as the bundle of the language
 * has it, in the sentence of `setting.rule`.
 */
export function withRules(texts: Texts, speak: Speak): Texts {
  const others = Object.entries(texts).filter(([key]) => !key.startsWith("rule."));
  const said = rules.map((rule): [string, string] => {
    const values = [speak(rule.title), defaultOfRule(rule), `${pages}/${rule.id}.md`];
    const text = (texts["setting.rule"] ?? "").replace(/\{(\d)\}/gu, (_, at: string) => values[Number(at)] ?? "");
    return [`rule.${rule.id}`, text];
  });
  return Object.fromEntries<string>([...others, ...said]);
}

/** A table for each category of the settings editor, with its words and in its order. */
export function settingTables({ contributes }: Manifest): string {
  return contributes.configuration
    .map(({ title, properties }) => `### ${titleOf(title)}\n\n${settingTable(properties)}`)
    .join("\n\n");
}

function settingTable(properties: Category["properties"]): string {
  const rows = Object.entries(properties).map(([key, setting]) => [
    `\`${key}\``,
    // The settings editor makes links of `#setting#`.
    titleOf(setting.markdownDescription ?? setting.description ?? "").replaceAll(/`#([\w.]+)#`/gu, "`$1`"),
    setting.enum === undefined ? defaultOf(setting.default) : valuesOf(setting.enum, setting.default),
  ]);
  return table(["setting", "meaning", "values"], rows);
}

function valuesOf(words: readonly string[], byDefault: unknown): string {
  return words.map((word) => (word === byDefault ? `\`${word}\` (default)` : `\`${word}\``)).join(", ");
}

function defaultOf(value: unknown): string {
  return value === "" ? "default: empty" : `default: \`${JSON.stringify(value)}\``;
}
