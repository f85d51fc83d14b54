import type { Project } from "../compose/model/project";
import type { Service } from "../compose/model/service";
import type { Block } from "../compose/values/table";
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

/** What the rules say of the services of one block, each by itself. */
interface BlockFindings {
  readonly overrides: SeverityOverrides;
  /** In the service's own text, where no other service's finding is expected. */
  readonly own: readonly RuledFinding[];
  /** Elsewhere: behind an alias, in an extended file, in a layer below. */
  readonly elsewhere: readonly OfService[];
}

interface OfService {
  readonly rule: Rule;
  readonly finding: Finding;
  readonly service: Service | undefined;
}

/**
 * Runs rules over projects. What the rules find in services by themselves is remembered, service by service and block by
 * block, as long as they are the same ones, so that an edit costs the services that it touched.
 */
export class RuleRunner {
  private readonly found = new WeakMap<Service, readonly OfService[]>();
  private readonly blocks = new WeakMap<Block<Service>, BlockFindings>();
  private readonly ruledFindings = new WeakMap<Finding, RuledFinding>();

  constructor(private readonly rules: readonly Rule[]) {}

  /** One line may serve several services (an anchor, a merge key): it gets one finding, which names them all. */
  run(project: Project, overrides: SeverityOverrides): RuledFinding[] {
    const blocks = project.services.blocks.map((block) => this.inBlock(block, overrides));
    const elsewhere = blocks.flatMap((block) => block.elsewhere);
    for (const rule of this.rules) {
      if (overrides[rule.id] === "off") continue;
      for (const finding of rule.perProject?.(project) ?? []) {
        elsewhere.push({ rule, finding, service: finding.service });
      }
    }
    const shared = new Set(elsewhere.map(({ finding }) => finding.at.chunk));
    const all: RuledFinding[] = [];
    const collected = new Map(this.rules.map((rule) => [rule.id, new Collected()]));
    for (const { own } of blocks) {
      for (const finding of own) {
        // Of those that may meet others on one place, each is looked at with them.
        if (shared.size === 0 || !shared.has(finding.at.chunk)) all.push(finding);
        else collected.get(finding.rule)?.add(finding, finding.of);
      }
    }
    for (const { rule, finding, service } of elsewhere) collected.get(rule.id)?.add(finding, service);
    for (const rule of this.rules) {
      for (const finding of collected.get(rule.id)?.findings() ?? []) all.push(this.ruled(finding, rule, overrides));
    }
    return all;
  }

  private inBlock(block: Block<Service>, overrides: SeverityOverrides): BlockFindings {
    const known = this.blocks.get(block);
    if (known?.overrides === overrides) return known;
    const own: RuledFinding[] = [];
    const elsewhere: OfService[] = [];
    for (const each of block.items.flatMap((service) => this.inService(service))) {
      if (overrides[each.rule.id] === "off") continue;
      if (!standsWithin(each)) elsewhere.push(each);
      else own.push(this.ruled(each.finding, each.rule, overrides, each.service));
    }
    const findings = { overrides, own, elsewhere };
    this.blocks.set(block, findings);
    return findings;
  }

  /** The same object for the same finding, for what is remembered of it. */
  private ruled(finding: Finding, rule: Rule, overrides: SeverityOverrides, of?: Service): RuledFinding {
    const severity = quieter(finding.severity, severityOf(rule, overrides));
    const known = this.ruledFindings.get(finding);
    if (known?.severity === severity) return known;
    const ruled = { ...finding, rule: rule.id, severity, of };
    this.ruledFindings.set(finding, ruled);
    return ruled;
  }

  private inService(service: Service): readonly OfService[] {
    let findings = this.found.get(service);
    if (findings === undefined) {
      findings = this.rules.flatMap((rule) =>
        [...(rule.perService?.(service) ?? [])].map((finding) => ({ rule, finding, service })),
      );
      this.found.set(service, findings);
    }
    return findings;
  }
}

/** Whether a finding stands in the text of its own service, which nothing else is made of. */
function standsWithin({ finding: { at }, service }: OfService): boolean {
  if (service === undefined || service.at.via.length > 0) return false;
  const { key, node } = service.at;
  return at.chunk === node.chunk && (key ?? node).start <= at.start && at.end <= node.end;
}

function severityOf(rule: Rule, overrides: SeverityOverrides): Severity {
  const override = overrides[rule.id];
  return override === undefined || override === "off" ? rule.severity : override;
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
