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
  private readonly ruledFindings = new WeakMap<Finding, RuledFinding>();

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
      return collected
        .findings()
        .map((finding) => this.ruled(finding, rule, quieter(finding.severity, override ?? rule.severity)));
    });
  }

  /** The same object for the same finding, for what is remembered of it. */
  private ruled(finding: Finding, rule: Rule, severity: Severity): RuledFinding {
    const known = this.ruledFindings.get(finding);
    if (known?.severity === severity) return known;
    const ruled = { ...finding, rule: rule.id, severity };
    this.ruledFindings.set(finding, ruled);
    return ruled;
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
  private readonly byChunk = new Map<object, { finding: Finding; byService: boolean; also: string[] }[]>();

  add(finding: Finding, service: Service | undefined): void {
    const known = this.byChunk.get(finding.at.chunk);
    const entry = { finding, byService: service !== undefined, also: [] };
    if (known === undefined) {
      this.byChunk.set(finding.at.chunk, [entry]);
      return;
    }
    const { start, end } = finding.at;
    const same = known.find(
      (each) =>
        each.finding.at.start === start &&
        each.finding.at.end === end &&
        (each.byService ? service !== undefined : each.finding.message === finding.message),
    );
    if (same === undefined) known.push(entry);
    else if (service !== undefined) same.also.push(service.name);
  }

  findings(): Finding[] {
    return [...this.byChunk.values()].flatMap((entries) =>
      entries.map(({ finding, also }) =>
        also.length === 0
          ? finding
          : { ...finding, message: `${finding.message} The same line applies to ${also.join(", ")}.` },
      ),
    );
  }
}
