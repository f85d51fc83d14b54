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
 * Runs rules over projects. What a rule finds in a service by itself is remembered as long as the service is the same
 * one, so that an edit costs the services that it touched.
 */
export class RuleRunner {
  private readonly found = new Map<Rule, WeakMap<Service, readonly Finding[]>>();

  constructor(private readonly rules: readonly Rule[]) {}

  /** One line may serve several services (an anchor, a merge key): it gets one finding, which names them all. */
  run(project: Project, overrides: SeverityOverrides): RuledFinding[] {
    return this.rules.flatMap((rule) => {
      const override = overrides[rule.id];
      if (override === "off") return [];
      const collected = new Collected();
      if (rule.perService !== undefined) {
        for (const service of project.services.values()) {
          for (const finding of this.inService(rule, service)) collected.add(finding, service);
        }
      }
      for (const finding of rule.perProject?.(project) ?? []) {
        collected.add(finding, finding.service);
      }
      return collected.findings().map((finding) => ({
        ...finding,
        rule: rule.id,
        severity: quieter(finding.severity, override ?? rule.severity),
      }));
    });
  }

  private inService(rule: Rule, service: Service): readonly Finding[] {
    let known = this.found.get(rule);
    if (known === undefined) {
      known = new WeakMap();
      this.found.set(rule, known);
    }
    let findings = known.get(service);
    if (findings === undefined) {
      findings = [...(rule.perService?.(service) ?? [])];
      known.set(service, findings);
    }
    return findings;
  }
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

  add(finding: Finding, service: Service | undefined): void {
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
