import type { Project } from "../compose/model/project";
import type { Service } from "../compose/model/service";
import { finish, othersFirst, type Needs, type Steps } from "../compose/syntax/steps";
import type { Block } from "../compose/values/table";
import { networkOf } from "../network/networkOf";
import type { EngineKind } from "../../../shared/engineKind";
import { Memo } from "../../../shared/memo";
import { type OnFault, rethrow } from "./fault";
import type { Finding, Severity } from "./finding";
import { listed } from "./listed";
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
  /** In the service's own text, where no other service's finding is expected. */
  readonly own: readonly RuledFinding[];
  /** The ids of the rules that made them. */
  readonly ownRules: readonly string[];
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
 * block, as long as they are the same ones, so that an edit costs the services that it touched. A rule that throws loses what
 * it would have found after that, in this service or project; nothing else is lost.
 */
export class RuleRunner {
  private readonly found = new Memo<Service, readonly OfService[]>();
  private readonly foundOnEngine = new Memo<Service, readonly OfService[]>();
  private readonly blocks = new Memo<Block<Service>, BlockFindings>();
  private readonly ruledFindings = new Memo<Finding, RuledFinding>();

  constructor(
    private readonly rules: readonly Rule[],
    private readonly onFault: OnFault = rethrow,
  ) {}

  /**
   * The findings in groups: of services that are the same as in the last run, the group is the same array.
   *
   * One line may serve several services (an anchor, a merge key): it gets one finding, which names them all. The engine is
   * the same object as long as it is of the same kind; without one the rules that ask for it are silent.
   */
  run(project: Project, overrides: SeverityOverrides, engine?: EngineKind): (readonly RuledFinding[])[] {
    return finish(this.running(project, overrides, engine));
  }

  /** The same in steps. */
  *running(project: Project, overrides: SeverityOverrides, engine?: EngineKind): Steps<(readonly RuledFinding[])[]> {
    const blocks: BlockFindings[] = [];
    for (const block of project.services.blocks) {
      blocks.push(this.inBlock(block, overrides));
      yield othersFirst;
    }
    const elsewhere = blocks.flatMap((block) => block.elsewhere);
    yield* networkOf(project).preparing();
    for (const rule of this.rules) {
      if (overrides[rule.id] === "off") continue;
      for (const finding of this.inProject(rule, project)) {
        if ("at" in finding) elsewhere.push({ rule, finding, service: finding.service });
        yield othersFirst;
      }
      yield othersFirst;
    }
    for (const each of yield* this.withEngine(project, overrides, engine)) elsewhere.push(each);
    const collected = new Map<string, Collected>();
    for (const { rule } of elsewhere) if (!collected.has(rule.id)) collected.set(rule.id, new Collected());
    const meet = meeting(elsewhere);
    const groups: (readonly RuledFinding[])[] = [];
    for (const { own, ownRules } of blocks) {
      // What may meet others of its rule on one place is looked at with them.
      const meets = ownRules.some((id) => collected.has(id));
      const alone = (finding: RuledFinding): boolean => {
        const isAlone = meet.get(finding.rule)?.has(finding.at.chunk) !== true;
        if (!isAlone) collected.get(finding.rule)?.add(finding, finding.of);
        return isAlone;
      };
      groups.push(meets ? own.filter(alone) : own);
      yield othersFirst;
    }
    for (const { rule, finding, service } of elsewhere) {
      collected.get(rule.id)?.add(finding, service);
      yield othersFirst;
    }
    const others: RuledFinding[] = [];
    for (const rule of this.rules) {
      for (const finding of collected.get(rule.id)?.findings() ?? []) {
        others.push(this.ruled(finding, rule, overrides));
        yield othersFirst;
      }
    }
    groups.push(others);
    return groups;
  }

  private *inProject(rule: Rule, project: Project): Generator<Finding | Needs> {
    try {
      yield* rule.perProject?.(project) ?? [];
    } catch (error) {
      this.onFault({ rule: rule.id, file: project.files[0], service: undefined, error });
    }
  }

  private *withEngine(
    project: Project,
    overrides: SeverityOverrides,
    engine: EngineKind | undefined,
  ): Steps<OfService[]> {
    if (engine === undefined) return [];
    const findings: OfService[] = [];
    for (const service of project.services.values()) {
      for (const each of this.inServiceOn(engine, service)) if (overrides[each.rule.id] !== "off") findings.push(each);
      yield othersFirst;
    }
    return findings;
  }

  private inServiceOn(engine: EngineKind, service: Service): readonly OfService[] {
    return this.foundOnEngine.get(service, [engine], () =>
      this.each(service, (rule) => rule.onEngine?.(service, engine)),
    );
  }

  private inBlock(block: Block<Service>, overrides: SeverityOverrides): BlockFindings {
    return this.blocks.get(block, [overrides], ({ items }) => {
      const own: RuledFinding[] = [];
      const elsewhere: OfService[] = [];
      for (const each of items.flatMap((service) => this.inService(service))) {
        if (overrides[each.rule.id] === "off") continue;
        if (!standsWithin(each)) elsewhere.push(each);
        else own.push(ruledFinding(each.finding, each.rule, overrides, each.service));
      }
      return { own, ownRules: [...new Set(own.map(({ rule }) => rule))], elsewhere };
    });
  }

  /** The same object for the same finding, for what is remembered of it; those of blocks are remembered by the block. */
  private ruled(finding: Finding, rule: Rule, overrides: SeverityOverrides): RuledFinding {
    const severity = severityOf(rule, overrides);
    return this.ruledFindings.get(finding, [severity], () => ruledFinding(finding, rule, overrides));
  }

  private inService(service: Service): readonly OfService[] {
    return this.found.of(service, () => this.each(service, (rule) => rule.perService?.(service)));
  }

  /** What each rule finds in a service, until it ends or throws. */
  private each(service: Service, find: (rule: Rule) => Iterable<Finding> | undefined): readonly OfService[] {
    const found: OfService[] = [];
    for (const rule of this.rules) {
      try {
        for (const finding of find(rule) ?? []) found.push({ rule, finding, service });
      } catch (error) {
        this.onFault({ rule: rule.id, file: service.at.file, service: service.name, error });
      }
    }
    return found;
  }
}

function ruledFinding(finding: Finding, rule: Rule, overrides: SeverityOverrides, of?: Service): RuledFinding {
  return { ...finding, rule: rule.id, severity: quieter(finding.severity, severityOf(rule, overrides)), of };
}

/** The chunks in which each rule found something beside what stands in services' own text. */
function meeting(elsewhere: readonly OfService[]): ReadonlyMap<string, ReadonlySet<object>> {
  const chunks = new Map<string, Set<object>>();
  for (const { rule, finding } of elsewhere) {
    const known = chunks.get(rule.id);
    if (known === undefined) chunks.set(rule.id, new Set([finding.at.chunk]));
    else known.add(finding.at.chunk);
  }
  return chunks;
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

interface CollectedFinding {
  readonly finding: Finding;
  readonly of: string | undefined;
  readonly also: Set<string>;
  readonly order: number;
}

/** Findings by place: the first of a place is kept, and hears of the other services that the place serves. */
class Collected {
  /** By chunk and by what is the same of findings that become one; one chunk may hold ten thousand of them. */
  private readonly byChunk = new Map<object, Map<string, CollectedFinding>>();

  add(finding: Finding, service: Service | undefined): void {
    const { chunk, start, end } = finding.at;
    const known = this.byChunk.get(chunk) ?? new Map<string, CollectedFinding>();
    this.byChunk.set(chunk, known);
    const place = `${start} ${end}`;
    const ofServices = `${place} services`;
    const ofNobody = `${place} ${finding.message}`;
    const alike = [service === undefined ? undefined : known.get(ofServices), known.get(ofNobody)];
    const [same] = alike.filter((each) => each !== undefined).sort((one, other) => one.order - other.order);
    if (same === undefined) {
      const entry = { finding, of: service?.name, also: new Set<string>(), order: known.size };
      known.set(service === undefined ? ofNobody : ofServices, entry);
    } else if (service !== undefined && service.name !== same.of) same.also.add(service.name);
  }

  *findings(): Generator<Finding> {
    for (const entries of this.byChunk.values()) {
      for (const { finding, also } of entries.values()) {
        yield also.size === 0
          ? finding
          : {
              ...finding,
              message: `${finding.message} This line also applies to ${listed([...also], { noun: "services" })}.`,
            };
      }
    }
  }
}
