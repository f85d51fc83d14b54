import type { Service } from "../compose/model/service";
import type { Finding, Severity } from "./finding";
import type { Rule } from "./rule";

/** A finding with the rule that made it and the severity that applies. */
export interface RuledFinding extends Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The service in whose own text it stands. */
  readonly of?: Service | undefined;
}

/** Severities that override the rules' defaults. */
export type SeverityOverrides = Readonly<Record<string, Severity | "off">>;

/** A finding with its rule, the severity that applies, and the service in whose own text it stands. */
export function ruledFinding(finding: Finding, rule: Rule, overrides: SeverityOverrides, of?: Service): RuledFinding {
  // One form for all of them: tens of thousands are made at once, and copies of records differ in form.
  const ruled: { readonly [Field in keyof Required<RuledFinding>]: RuledFinding[Field] } = {
    at: finding.at,
    message: finding.message,
    about: finding.about,
    related: finding.related,
    fixes: finding.fixes,
    severity: quieter(finding.severity, severityOf(rule, overrides)),
    service: finding.service,
    item: finding.item,
    unnecessary: finding.unnecessary,
    rule: rule.id,
    of,
  };
  return ruled;
}

/** The severity of a rule in these settings; where it is off, nobody asks. */
export function severityOf(rule: Rule, overrides: SeverityOverrides): Severity {
  const override = overrides[rule.id];
  return override === undefined || override === "off" ? rule.severity : override;
}

const loudestFirst: readonly Severity[] = ["error", "warning", "information", "hint"];

/** What a rule says more softly than its default stays soft (a fade is no warning), and settings can only soften it. */
function quieter(own: Severity | undefined, configured: Severity): Severity {
  if (own === undefined) return configured;
  return loudestFirst.indexOf(own) > loudestFirst.indexOf(configured) ? own : configured;
}
