import type { Text } from "../../../shared/text";
import type { Project } from "../compose/model/project";
import type { Needs } from "../compose/syntax/steps";
import type { Service } from "../compose/model/service";
import type { EngineKind } from "../../../shared/engineKind";
import type { Finding, Severity } from "./finding";

/** A rule is data and a generator of findings: it knows no protocol, no settings, no suppression, no file system. */
export interface Rule {
  /** Kebab-case, named by what is wrong; the name of its page in docs/rules/. */
  readonly id: string;
  /** The default; settings may override it. */
  readonly severity: Severity;
  /** Noisy where nobody asks for it: off until the settings name a severity. */
  readonly offByDefault?: true;
  /** One line for lists of rules. */
  readonly title: Text;
  /** What a service says wrong by itself: asked again only when the service changed. */
  readonly perService?: (service: Service) => Iterable<Finding>;
  /**
   * Which services `perService` is asked about; without it, all. For what few services are: most of the time that a large file
   * takes to be looked at goes into asking.
   */
  readonly concerns?: (service: Service) => boolean;
  /**
   * What takes more than one service, or the order of files, to see. Runs at every edit: it looks at the few services
   * that matter and takes what it needs of the others from `networkOf`, which remembers it. Where it looks at very many of
   * which few are findings, it yields `pause` in between. The engine, where it is known, is for the engine's own words.
   */
  readonly perProject?: (project: Project, engine?: EngineKind) => Iterable<Finding | Needs>;
  /** What a service says wrong for one kind of engine: asked where the engine is known, again when either changed. */
  readonly onEngine?: (service: Service, engine: EngineKind) => Iterable<Finding>;
}

/** Gives a rule its type, so that a rule's file reads as one declaration. */
export function defineRule<const T extends Rule>(rule: T): T {
  return rule;
}

/** What a rule says of a service by itself. */
export function findingsIn(service: Service, { perService, concerns }: Rule): Iterable<Finding> {
  return perService === undefined || concerns?.(service) === false ? nothing : perService(service);
}

const nothing: readonly never[] = [];
