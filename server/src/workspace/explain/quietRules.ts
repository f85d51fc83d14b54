import type { Rule } from "../../linter/rule";
import type { Project } from "../../compose/model/project";
import { code, firstOf } from "../../language/code";
import { quietForUnknown } from "./quietForUnknown";
import type { RulesRun } from "./rulesRun";

/** More lines than this are counted, not listed. */
const mostLines = 100;

/** The rules that reported nothing because they are off, or because something that they need is not known. */
export function quietRulesSection(projects: readonly Project[], { rules, severities, engine }: RulesRun): string[] {
  const off = rules.filter(({ id }) => severities[id] === "off");
  const needEngine = rules.filter((rule) => rule.onEngine !== undefined && !off.includes(rule));
  const unknown = projects.flatMap((project) =>
    quietForUnknown(project, { rules, severities, engine }).map((quiet) => {
      const what = code(`services.${quiet.service}.${quiet.attribute}`);
      return `- ${what} is not known, and these rules, which look at it, report nothing for ${code(quiet.service)}: ${quiet.rules.map(code).join(", ")}.`;
    }),
  );
  const lines = [
    ...firstOf([...new Set(unknown)], mostLines),
    ...(engine === undefined ? listed("No kind of engine is known, which these rules need", needEngine) : []),
    ...listed("These rules are off, by default or by the settings", off),
  ];
  return ["### Rules that were quiet", "", ...(lines.length === 0 ? ["Every rule ran."] : lines)];
}

function listed(why: string, rules: readonly Rule[]): string[] {
  return rules.length === 0 ? [] : [`- ${why}: ${rules.map(({ id }) => code(id)).join(", ")}.`];
}
