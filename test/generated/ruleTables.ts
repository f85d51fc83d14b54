import { inEnglish } from "../../shared/text";
import type { Rule } from "../../server/src/linter/rule";
import { ruleGroups } from "../../server/src/rules/table";
import { textOf } from "./manifest";
import { table } from "./regions";

/** The rules of docs/rules/README.md: a table for each group, with the quick fixes that each rule's page names. */
export function ruleTables(): string {
  return ruleGroups
    .map(({ title, rules }) => {
      const rows = rules.map((rule) => [
        `[${rule.id}](${rule.id}.md)`,
        severityOf(rule),
        inEnglish(rule.title),
        fixesOf(rule),
      ]);
      return `## ${title}\n\n${table(["rule", "default severity", "what it reports", "quick fixes"], rows)}`;
    })
    .join("\n\n");
}

/** The rules of the README: a line for each group, which links to the pages. */
export function ruleList(): string {
  return ruleGroups
    .map(({ title, rules }) => {
      const links = rules.map(({ id }) => `[\`${id}\`](docs/rules/${id}.md)`);
      return `- **${title}**: ${links.join(", ")}`;
    })
    .join("\n");
}

function severityOf({ severity, offByDefault }: Rule): string {
  return offByDefault ? `off (${severity} where it is enabled)` : severity;
}

function fixesOf({ id }: Rule): string {
  const [, fixes] = /^Quick fixes: (.+)\.$/mu.exec(textOf(`docs/rules/${id}.md`)) ?? [];
  if (fixes === undefined) throw new Error(`docs/rules/${id}.md has no line "Quick fixes: ...".`);
  return fixes;
}
