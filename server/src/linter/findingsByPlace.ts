import { inEnglish, say } from "../../../shared/text";
import type { Service } from "../compose/model/service";
import { pause, type Steps } from "../compose/syntax/steps";
import type { Finding } from "./finding";
import { listedServices } from "./listed";
import type { RuledFinding } from "./ruledFinding";
import type { BlockFindings, OfService } from "./serviceFindings";

/**
 * Findings that may stand at the same place. One line may serve several services (an anchor, a merge key): it gets one
 * finding of each rule, which names them all.
 */
export class FindingsByPlace {
  private readonly byRule = new Map<string, FindingsOfRule>();

  /** `elsewhere`: what was found outside of services' own text, which decides where findings may meet. */
  constructor(private readonly elsewhere: readonly OfService[]) {
    for (const { rule, finding } of elsewhere) {
      const known = this.byRule.get(rule.id) ?? new FindingsOfRule();
      this.byRule.set(rule.id, known);
      known.expect(finding.at.chunk);
    }
  }

  /** The findings of a block that meet no others; those that may are collected with the others. */
  withoutShared({ own, ownRules }: Pick<BlockFindings, "own" | "ownRules">): readonly RuledFinding[] {
    if (!ownRules.some((id) => this.byRule.has(id))) return own;
    const others = own.filter((finding) => {
      const ofRule = this.byRule.get(finding.rule);
      if (ofRule?.expects(finding.at.chunk) !== true) return true;
      ofRule.add(finding, finding.of);
      return false;
    });
    return others.length === own.length ? own : others;
  }

  /** Collects what was found outside of services' own text, one by one. */
  *collecting(): Steps<void> {
    for (const { rule, finding, service } of this.elsewhere) {
      this.byRule.get(rule.id)?.add(finding, service);
      yield pause;
    }
  }

  /** What was collected of one rule. */
  of(rule: string): Iterable<Finding> {
    return this.byRule.get(rule)?.findings() ?? [];
  }
}

interface CollectedFinding {
  readonly finding: Finding;
  readonly of: string | undefined;
  readonly also: Set<string>;
  readonly order: number;
}

/** The findings of one rule: the first of a place is kept, and hears of the other services that the place serves. */
class FindingsOfRule {
  private readonly expected = new Set<object>();
  /** By chunk and by what is the same of findings that become one; one chunk may hold ten thousand of them. */
  private readonly byChunk = new Map<object, Map<string, CollectedFinding>>();
  /** Chunks with a finding that is of no service. */
  private readonly withoutService = new Set<object>();

  expect(chunk: object): void {
    this.expected.add(chunk);
  }

  expects(chunk: object): boolean {
    return this.expected.has(chunk);
  }

  add(finding: Finding, service: Service | undefined): void {
    const { chunk, start, end } = finding.at;
    const known = this.byChunk.get(chunk) ?? new Map<string, CollectedFinding>();
    this.byChunk.set(chunk, known);
    const place = `${start} ${end}`;
    const ofServices = `${place} services`;
    if (service === undefined) this.withoutService.add(chunk);
    // Words are made of messages only where they may be needed: most findings are of services.
    const ofNobody = this.withoutService.has(chunk) ? `${place} ${inEnglish(finding.message)}` : ofServices;
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
              message: say`${finding.message} This line also applies to ${listedServices([...also])}.`,
            };
      }
    }
  }
}
