import type { EngineKind } from "../../../shared/engineKind";
import { Memo } from "../../../shared/memo";
import type { Service } from "../compose/model/service";
import { finish, pause, type Steps } from "../compose/syntax/steps";
import type { Block } from "../compose/values/table";
import type { OnFault } from "./fault";
import type { Finding } from "./finding";
import { findingsIn, type Rule } from "./rule";
import { ruledFinding, type RuledFinding, type SeverityOverrides } from "./ruledFinding";

/** A finding as its rule made it, and the service that it is about. */
export interface OfService {
  readonly rule: Rule;
  readonly finding: Finding;
  readonly service: Service | undefined;
}

/** What the rules say of the services of one block, each by itself. */
export interface BlockFindings {
  /** In the service's own text, where no other service's finding is expected. */
  readonly own: readonly RuledFinding[];
  /** The ids of the rules that made them. */
  readonly ownRules: readonly string[];
  /** Elsewhere: behind an alias, in an extended file, in a layer below. */
  readonly elsewhere: readonly OfService[];
}

/** The same of one service. */
type Ruled = Pick<BlockFindings, "own" | "elsewhere">;

/** Of most services. */
const nothing: Ruled = { own: [], elsewhere: [] };

/** A service may have thousands of ports: after so many findings others go first. */
const findingsInOneStep = 512;

/** What rules find in services by themselves, remembered as long as the services are the same. */
export class ServiceFindings {
  private readonly found = new Memo<Service, readonly OfService[]>();
  private readonly foundOnEngine = new Memo<Service, readonly OfService[]>();
  private readonly ruled = new Memo<Service, Ruled>();
  private readonly blocks = new Memo<Block<Service>, BlockFindings>();

  private readonly perService: readonly Rule[];
  private readonly withEngine: readonly Rule[];

  constructor(
    rules: readonly Rule[],
    private readonly onFault: OnFault,
  ) {
    this.perService = rules.filter(({ perService }) => perService !== undefined);
    this.withEngine = rules.filter(({ onEngine }) => onEngine !== undefined);
  }

  /** What `perService` rules find in the services of a block. */
  inBlock(block: Block<Service>, overrides: SeverityOverrides): Steps<BlockFindings> {
    return this.blocks.inSteps(block, [overrides], ({ items }) => this.findingIn(items, overrides));
  }

  /** What `onEngine` rules find in a service. */
  onEngine(service: Service, engine: EngineKind): readonly OfService[] {
    return this.foundOnEngine.get(service, [engine], () =>
      finish(this.each(service, this.withEngine, (rule) => rule.onEngine?.(service, engine) ?? [])),
    );
  }

  private *findingIn(services: readonly Service[], overrides: SeverityOverrides): Steps<BlockFindings> {
    const own: RuledFinding[] = [];
    const elsewhere: OfService[] = [];
    for (const service of services) {
      const found = yield* this.ruled.inSteps(service, [overrides], () => this.ruledIn(service, overrides));
      for (const each of found.own) own.push(each);
      for (const each of found.elsewhere) elsewhere.push(each);
    }
    return { own, ownRules: [...new Set(own.map(({ rule }) => rule))], elsewhere };
  }

  private *ruledIn(service: Service, overrides: SeverityOverrides): Steps<Ruled> {
    const own: RuledFinding[] = [];
    const elsewhere: OfService[] = [];
    for (const each of yield* this.inService(service)) {
      if (overrides[each.rule.id] === "off") continue;
      if (!standsWithin(each)) elsewhere.push(each);
      else own.push(ruledFinding(each.finding, each.rule, overrides, each.service));
      if ((own.length + elsewhere.length) % findingsInOneStep === 0) yield pause;
    }
    return own.length + elsewhere.length === 0 ? nothing : { own, elsewhere };
  }

  private inService(service: Service): Steps<readonly OfService[]> {
    return this.found.inSteps(service, [], () =>
      this.each(service, this.perService, (rule) => findingsIn(service, rule)),
    );
  }

  /** What each rule finds in a service, until it ends or throws. */
  private *each(
    service: Service,
    rules: readonly Rule[],
    find: (rule: Rule) => Iterable<Finding>,
  ): Steps<readonly OfService[]> {
    const found: OfService[] = [];
    for (const rule of rules) {
      try {
        for (const finding of find(rule)) {
          found.push({ rule, finding, service });
          if (found.length % findingsInOneStep === 0) yield pause;
        }
      } catch (error) {
        this.onFault({ rule: rule.id, file: service.at.file, service: service.name, error });
      }
    }
    return found;
  }
}

/** Whether a finding stands in the text of its own service, which nothing else is made of. */
function standsWithin({ finding: { at }, service }: OfService): boolean {
  if (service === undefined || service.at.via.length > 0) return false;
  const { key, node } = service.at;
  return at.chunk === node.chunk && (key ?? node).start <= at.start && at.end <= node.end;
}
