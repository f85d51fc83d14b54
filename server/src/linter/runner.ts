import type { Project } from "../compose/model/project";
import { finish, pause, type Needs, type Steps } from "../compose/syntax/steps";
import { networkOf } from "../network/networkOf";
import type { EngineKind } from "../../../shared/engineKind";
import { Memo } from "../../../shared/memo";
import { byBlock } from "./byBlock";
import { type OnFault, rethrow } from "./fault";
import type { Finding } from "./finding";
import { FindingsByPlace } from "./findingsByPlace";
import type { Rule } from "./rule";
import { ruledFinding, type RuledFinding, severityOf, type SeverityOverrides } from "./ruledFinding";
import { type BlockFindings, type OfService, ServiceFindings } from "./serviceFindings";

/** Findings that are remembered together. */
export type Group = readonly RuledFinding[];

/** Steps of `perProject` rules between two pauses. */
const stepsOfRules = 16;

/**
 * Runs rules over projects. What the rules find in services by themselves is remembered, service by service and block by
 * block, as long as they are the same ones, so that an edit costs the services that it touched. A rule that throws loses what
 * it would have found after that, in this service or project; nothing else is lost.
 */
export class RuleRunner {
  private readonly services: ServiceFindings;
  private readonly ruledFindings = new Memo<Finding, RuledFinding>();
  private readonly own = new Memo<BlockFindings, Group>();
  private readonly beside = new Memo<BlockFindings, readonly Group[]>();
  private readonly found = new Memo<Project, readonly (readonly Group[])[]>();

  constructor(
    private readonly rules: readonly Rule[],
    private readonly onFault: OnFault = rethrow,
  ) {
    this.services = new ServiceFindings(rules, onFault);
  }

  /**
   * The findings in groups: of services that are the same as in the last run, the group is the same array.
   *
   * One line may serve several services (an anchor, a merge key): it gets one finding, which names them all. The engine is
   * the same object as long as it is of the same kind; without one the rules that ask for it are silent.
   */
  run(project: Project, overrides: SeverityOverrides, engine?: EngineKind): Group[] {
    return finish(this.running(project, overrides, engine)).flat();
  }

  /**
   * The same in steps, the groups of each block of services together. A project that was asked about before has the same
   * groups.
   */
  running(project: Project, overrides: SeverityOverrides, engine?: EngineKind): Steps<readonly (readonly Group[])[]> {
    return this.found.inSteps(project, [overrides, engine], () => this.finding(project, overrides, engine));
  }

  private *finding(
    project: Project,
    overrides: SeverityOverrides,
    engine: EngineKind | undefined,
  ): Steps<readonly (readonly Group[])[]> {
    const blocks = yield* this.inBlocks(project, overrides);
    const inProject = yield* this.inProject(project, overrides, engine);
    const onEngine = engine === undefined ? [] : yield* this.onEngine(project, overrides, engine);
    const elsewhere = blocks.flatMap((block) => block.elsewhere).concat(inProject, onEngine);
    const { inBlocks, others } = yield* byBlock(project.services.blocks, elsewhere);
    const byPlace = new FindingsByPlace(others);
    const groups: (readonly Group[])[] = [];
    for (const [index, block] of blocks.entries()) {
      groups.push(yield* this.ofBlock(block, inBlocks[index] ?? [], byPlace, overrides));
      yield pause;
    }
    groups.push([yield* this.collected(byPlace, overrides)]);
    return groups;
  }

  /** The findings in the text of a block: those of its services, and what else was found there (`beside`). */
  private *ofBlock(
    block: BlockFindings,
    beside: readonly OfService[],
    byPlace: FindingsByPlace,
    overrides: SeverityOverrides,
  ): Steps<readonly Group[]> {
    const { ownRules } = block;
    const left = byPlace.withoutShared(block);
    // The list of the last run where the same findings are left.
    const own = left === block.own ? left : this.own.get(block, left, () => left);
    if (beside.length === 0) return [own];
    const dependsOn = [overrides, own, ...beside.map(({ finding }) => finding)];
    return yield* this.beside.inSteps(block, dependsOn, () => this.joined({ own, ownRules }, beside, overrides));
  }

  private *joined(
    block: Pick<BlockFindings, "own" | "ownRules">,
    beside: readonly OfService[],
    overrides: SeverityOverrides,
  ): Steps<readonly Group[]> {
    const byPlace = new FindingsByPlace(beside);
    const own = byPlace.withoutShared(block);
    return [own, yield* this.collected(byPlace, overrides)];
  }

  private *inBlocks({ services }: Project, overrides: SeverityOverrides): Steps<readonly BlockFindings[]> {
    const blocks: BlockFindings[] = [];
    for (const block of services.blocks) {
      blocks.push(yield* this.services.inBlock(block, overrides));
      yield pause;
    }
    return blocks;
  }

  private *inProject(
    project: Project,
    overrides: SeverityOverrides,
    engine: EngineKind | undefined,
  ): Steps<readonly OfService[]> {
    const found: OfService[] = [];
    let steps = 0;
    yield* networkOf(project).preparing();
    for (const rule of this.rules) {
      if (overrides[rule.id] === "off") continue;
      for (const finding of this.ofRule(rule, project, engine)) {
        if ("at" in finding) found.push({ rule, finding, service: finding.service });
        // Each pause goes through all who wait for this one: a rule may look at thousands of values, each in no time.
        if (++steps % stepsOfRules === 0) yield pause;
      }
      yield pause;
    }
    return found;
  }

  private *ofRule(rule: Rule, project: Project, engine: EngineKind | undefined): Generator<Finding | Needs> {
    try {
      yield* rule.perProject?.(project, engine) ?? [];
    } catch (error) {
      this.onFault({ rule: rule.id, file: project.files[0], service: undefined, error });
    }
  }

  private *onEngine(
    { services }: Project,
    overrides: SeverityOverrides,
    engine: EngineKind,
  ): Steps<readonly OfService[]> {
    const found: OfService[] = [];
    for (const service of services.values()) {
      for (const each of this.services.onEngine(service, engine)) {
        if (overrides[each.rule.id] !== "off") found.push(each);
      }
      yield pause;
    }
    return found;
  }

  private *collected(byPlace: FindingsByPlace, overrides: SeverityOverrides): Steps<readonly RuledFinding[]> {
    yield* byPlace.collecting();
    const found: RuledFinding[] = [];
    for (const rule of this.rules) {
      for (const finding of byPlace.of(rule.id)) {
        found.push(this.ruled(finding, rule, overrides));
        yield pause;
      }
    }
    return found;
  }

  /** The same object for the same finding, for what is remembered of it; those of blocks are remembered by the block. */
  private ruled(finding: Finding, rule: Rule, overrides: SeverityOverrides): RuledFinding {
    const severity = severityOf(rule, overrides);
    return this.ruledFindings.get(finding, [severity], () => ruledFinding(finding, rule, overrides));
  }
}
