import type { EngineKind } from "../../../../shared/engineKind";
import type { Rule } from "../../linter/rule";
import type { SeverityOverrides } from "../../linter/runner";
import { code } from "./code";

/** What the rules were run with. */
export interface RulesRun {
  readonly rules: readonly Rule[];
  readonly severities: SeverityOverrides;
  readonly engine: EngineKind | undefined;
}

/** The rules that reported nothing because they are off, or because something that they need is not known. */
export function quietRulesSection({ rules, severities, engine }: RulesRun): string[] {
  const off = rules.filter(({ id }) => severities[id] === "off");
  const needEngine = rules.filter((rule) => rule.onEngine !== undefined && !off.includes(rule));
  const lines = [
    ...(engine === undefined ? listed("No kind of engine is known, which these rules need", needEngine) : []),
    ...listed("These rules are off, by default or by the settings", off),
  ];
  return ["### Rules that were quiet", "", ...(lines.length === 0 ? ["Every rule ran."] : lines)];
}

function listed(why: string, rules: readonly Rule[]): string[] {
  return rules.length === 0 ? [] : [`- ${why}: ${rules.map(({ id }) => code(id)).join(", ")}.`];
}
