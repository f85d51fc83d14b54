import { inEnglish, say, type Text } from "../../../../shared/text";
import type { Rule } from "../../linter/rule";
import type { Project } from "../../compose/model/project";
import { code, firstOf } from "../../language/code";
import type { Lines } from "./place";
import { quietForUnknown } from "./quietForUnknown";
import type { RulesRun } from "./rulesRun";

/** More lines than this are counted, not listed. */
const mostLines = 100;

/** The rules that reported nothing because they are off, or because something that they need is not known. */
export function quietRulesSection(projects: readonly Project[], { rules, severities, engine }: RulesRun): Lines {
  const off = rules.filter(({ id }) => severities[id] === "off");
  const needEngine = rules.filter((rule) => rule.onEngine !== undefined && !off.includes(rule));
  const unknown = projects.flatMap((project) =>
    quietForUnknown(project, { rules, severities, engine }).map((quiet) => {
      const what = code(`services.${quiet.service}.${quiet.attribute}`);
      return say`- ${what} is not known, and these rules, which look at it, report nothing for ${code(quiet.service)}: ${quiet.rules.map(code).join(", ")}.`;
    }),
  );
  const lines = [
    ...firstOf([...new Map(unknown.map((line) => [inEnglish(line), line])).values()], mostLines),
    ...(engine === undefined
      ? listed(needEngine, (ids) => say`- No kind of engine is known, which these rules need: ${ids}.`)
      : []),
    ...listed(off, (ids) => say`- These rules are off, by default or by the settings: ${ids}.`),
  ];
  return [say`### Rules that were quiet`, "", ...(lines.length === 0 ? [say`Every rule ran.`] : lines)];
}

function listed(rules: readonly Rule[], line: (ids: string) => Text): Text[] {
  return rules.length === 0 ? [] : [line(rules.map(({ id }) => code(id)).join(", "))];
}
