import { deployments } from "../../server/src/compose/model/deploy";
import type { Rule } from "../../server/src/linter/rule";
import { rules } from "../../server/src/rules/table";
import { engineWords } from "../../server/src/workspace/engine";
import { severityNames } from "../../server/src/workspace/settings";
import { type Manifest, titleOf } from "./manifest";
import { table } from "./regions";

const pages = "https://github.com/hostside/hostside/blob/main/docs/rules";

/** package.json with what its settings take from the code: the rules, the kinds of engine, what runs services. */
export function withSettings(manifest: Manifest): Manifest {
  const copy = structuredClone(manifest);
  const { properties } = copy.contributes.configuration;
  const settingOf = (name: string) => {
    const setting = properties[`hostside.${name}`];
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
function severityOf({ id, severity, offByDefault, title }: Rule) {
  const byDefault = offByDefault ? "off" : severity;
  return {
    type: "string",
    enum: severityNames,
    default: byDefault,
    markdownDescription: `${title}. Default: \`${byDefault}\`. [What Docker does, and what to do](${pages}/${id}.md)`,
  };
}

/** A row for each setting, with the words of the settings editor. */
export function settingTable({ contributes }: Manifest): string {
  const rows = Object.entries(contributes.configuration.properties).map(([key, setting]) => [
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
