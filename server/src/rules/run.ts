import type { Project } from "../compose/model/project";
import type { Service } from "../compose/model/service";
import type { Finding, Severity } from "./finding";
import type { Rule } from "./rule";

/** A finding with the rule that made it and the severity that applies. */
export interface RuledFinding extends Finding {
  readonly rule: string;
  readonly severity: Severity;
}

/** Severities that override the rules' defaults. */
export type SeverityOverrides = Readonly<Record<string, Severity | "off">>;

/**
 * Runs the rules over a project. One line may serve several services (an anchor, a merge key): it gets one finding,
 * which names them all.
 */
export function runRules(rules: readonly Rule[], project: Project, overrides: SeverityOverrides): RuledFinding[] {
  return rules.flatMap((rule) => {
    const override = overrides[rule.id];
    if (override === "off") return [];
    const collected = new Collected();
    for (const service of project.services.values()) {
      for (const finding of rule.perService?.(service, project) ?? []) collected.add(finding, service);
    }
    for (const finding of rule.perProject?.(project) ?? []) collected.add(finding);
    return collected.findings().map((finding) => ({
      ...finding,
      rule: rule.id,
      severity: quieter(finding.severity, override ?? rule.severity),
    }));
  });
}

const loudestFirst: readonly Severity[] = ["error", "warning", "information", "hint"];

/** What a rule says more softly than its default stays soft (a fade is no warning), and settings can only soften it. */
function quieter(own: Severity | undefined, configured: Severity): Severity {
  if (own === undefined) return configured;
  return loudestFirst.indexOf(own) > loudestFirst.indexOf(configured) ? own : configured;
}

/** Findings by place: the first of a place is kept, and hears of the other services that the place serves. */
class Collected {
  private readonly byPlace = new Map<object, Map<string, { finding: Finding; also: string[] }>>();

  add(finding: Finding, service?: Service): void {
    const { chunk, start, end } = finding.at;
    const places = this.byPlace.get(chunk) ?? new Map<string, { finding: Finding; also: string[] }>();
    this.byPlace.set(chunk, places);
    const key = service === undefined ? `${start}-${end}-${finding.message}` : `${start}-${end}`;
    const present = places.get(key);
    if (present === undefined) places.set(key, { finding, also: [] });
    else if (service !== undefined) present.also.push(service.name);
  }

  findings(): Finding[] {
    return [...this.byPlace.values()].flatMap((places) =>
      [...places.values()].map(({ finding, also }) =>
        also.length === 0
          ? finding
          : { ...finding, message: `${finding.message} The same line applies to ${also.join(", ")}.` },
      ),
    );
  }
}
