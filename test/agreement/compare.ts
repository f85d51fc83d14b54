import { comparedKeys } from "../../scripts/compose/comparedKeys.mjs";
import type { Answer, ComposeConfig } from "../../scripts/compose/oracle.mjs";
import {
  type Assignments,
  type ComposeService,
  type ProjectAnswer,
  type ServiceAnswer,
  serviceAnswer,
  type Services,
} from "./answer";

/** One thing on which we and Compose do not agree. */
export interface Disagreement {
  /** Undefined where it is about the project as a whole. */
  readonly service: string | undefined;
  readonly key: string;
  readonly ours: unknown;
  readonly theirs: unknown;
  /** What disagreements with a common cause have in common. */
  readonly kind: string;
}

/** What Compose's JSON says, in the form in which it is compared. */
export function theirServices(config: ComposeConfig): Services {
  // Compose doubles dollars, so that what it prints could be read again.
  const services = Object.entries(withSingleDollars(config.services ?? {}));
  return {
    services: Object.fromEntries(services.map(([name, service]) => [name, serviceAnswer(service as ComposeService)])),
  };
}

/**
 * Where we and Compose disagree; undefined where they cannot be compared, because Compose stopped at something that is
 * none of ours.
 */
export function compare(ours: ProjectAnswer, theirs: Answer): readonly Disagreement[] | undefined {
  if ("refused" in theirs) {
    if (theirs.scope === "out") return undefined;
    if ("refused" in ours) return [];
    return [project("accepted", theirs.refused, `only Compose refuses: ${theirs.reason}`)];
  }
  if ("refused" in ours) {
    // Compose was told to leave checks out, ours among them: whether it shares our refusal is not known.
    if (theirs.without !== undefined) return undefined;
    return [project(ours.refused, "accepted", `only we refuse: ${withoutNames(ours.refused[0] ?? "")}`)];
  }
  return compareServices(ours, theirServices(theirs.config));
}

/** Where two sets of services differ. */
function compareServices(ours: Services, theirs: Services): Disagreement[] {
  const names = new Set([...Object.keys(theirs.services), ...Object.keys(ours.services)]);
  return [...names].flatMap((service): Disagreement[] => {
    const [one, whole] = [ours.services[service], theirs.services[service]];
    if (one === undefined) return [{ service, key: "services", ours: null, theirs: whole, kind: "service is missing" }];
    if (whole === undefined) return [{ service, key: "services", ours: one, theirs: null, kind: "service too many" }];
    const other = withoutFiles(whole, one);
    return comparedKeys.flatMap((key) =>
      JSON.stringify(one[key]) === JSON.stringify(other[key])
        ? []
        : [
            {
              service,
              key,
              ours: one[key],
              theirs: other[key],
              kind: `${key}: ${howTheyDiffer(one[key], other[key])}`,
            },
          ],
    );
  });
}

/** Compose adds what `env_file` and `label_file` hold, and variables of its own environment: we read neither. */
function withoutFiles(theirs: ServiceAnswer, ours: ServiceAnswer): ServiceAnswer {
  return {
    ...theirs,
    environment: pick(theirs.environment, Object.keys(ours.environment)),
    labels: pick(theirs.labels, Object.keys(ours.labels)),
  };
}

function pick(values: Assignments, keys: readonly string[]): Assignments {
  return Object.fromEntries(keys.map((key) => [key, values[key] ?? null]));
}

function project(ours: unknown, theirs: unknown, kind: string): Disagreement {
  return { service: undefined, key: "project", ours, theirs, kind };
}

function howTheyDiffer(ours: unknown, theirs: unknown): string {
  const [few, many] = [countOf(ours), countOf(theirs)];
  if (few === many) return differingFields(ours, theirs);
  if (few === 0) return "we have none";
  if (many === 0) return "Compose has none";
  return few < many ? "we have fewer" : "we have more";
}

/** Which fields of the items differ, so that a wrong protocol is another kind than a wrong address. */
function differingFields(ours: unknown, theirs: unknown): string {
  if (!Array.isArray(ours) || !Array.isArray(theirs)) return "another";
  const fields = new Set<string>();
  for (const [index, item] of (ours as unknown[]).entries()) {
    const other: unknown = (theirs as unknown[])[index];
    if (typeof item !== "object" || item === null || typeof other !== "object" || other === null) continue;
    for (const [name, value] of Object.entries(item)) {
      if (JSON.stringify(value) !== JSON.stringify((other as Record<string, unknown>)[name])) fields.add(name);
    }
  }
  return fields.size === 0 ? "another" : `another ${[...fields].sort().join(", ")}`;
}

function countOf(value: unknown): number {
  if (value === null || value === "") return 0;
  return typeof value === "object" ? Object.keys(value).length : 1;
}

function withoutNames(message: string): string {
  return message.replace(/"[^"]*"|\S*[/.]\S*/g, "…");
}

function withSingleDollars<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    typeof each === "string" ? each.replaceAll("$$", "$") : each,
  ) as T;
}
