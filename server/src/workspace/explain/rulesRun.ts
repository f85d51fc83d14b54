import type { EngineKind } from "../../../../shared/engineKind";
import type { Rule } from "../../linter/rule";
import type { SeverityOverrides } from "../../linter/ruledFinding";

/** What the rules were run with. */
export interface RulesRun {
  readonly rules: readonly Rule[];
  readonly severities: SeverityOverrides;
  readonly engine: EngineKind | undefined;
}
