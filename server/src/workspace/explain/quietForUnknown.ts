import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { Table } from "../../compose/values/table";
import type { Finding } from "../../linter/finding";
import { findingsIn, type Rule } from "../../linter/rule";
import type { RulesRun } from "./rulesRun";
import { unknownValues } from "./unknown";

/** A value of a service that is not known, and the rules that looked at it and reported nothing for that service. */
export interface QuietFor {
  readonly service: string;
  /** As the file names it: `network_mode`. */
  readonly attribute: string;
  readonly rules: readonly string[];
}

/** What is said of services by an attribute of another name than the property's own. */
const attributesOf: Readonly<Record<string, readonly string[]>> = {
  networkModeUnknown: ["network_mode"],
  replicas: ["scale", "deploy"],
  buildNetwork: ["build"],
  dependsOn: ["depends_on"],
  references: ["depends_on", "links", "volumes_from", "network_mode", "ipc", "pid", "uts", "cgroup"],
};

/**
 * Runs each rule on services that tell what is read of them. A rule is quiet for an unknown value where it looked at the
 * attribute that has it and reported nothing for the service. Most rules look at the network mode first, so that of these
 * only those count that would report something in one of the modes. For explanations: it takes longer than running the rules.
 */
export function quietForUnknown(project: Project, run: Pick<RulesRun, "rules" | "severities" | "engine">): QuietFor[] {
  const unknown = unknownAttributes(project);
  const quiet = [...unknown].flatMap(([service, attributes]) =>
    [...attributes].map((attribute) => ({ service, attribute, rules: [] as string[] })),
  );
  if (quiet.length === 0) return [];
  for (const rule of run.rules.filter(({ id }) => run.severities[id] !== "off")) {
    const read = new Set<string>();
    const watched: Project = { ...project, services: watchedServices(project, unknown, read) };
    const spoken = new Set(findingsOf(rule, watched, unknown, run).map(({ service }) => service));
    for (const each of quiet) {
      if (!read.has(keyOf(each)) || spoken.has(each.service)) continue;
      if (each.attribute !== "network_mode" || maySpeakInSomeMode(rule, project, each.service, run)) {
        each.rules.push(rule.id);
      }
    }
  }
  return quiet.filter(({ rules }) => rules.length > 0);
}

/** The modes that most files have; a variable is the place for one of them. */
const likelyModes = ["host", "none", "bridge"] as const;

function maySpeakInSomeMode(rule: Rule, project: Project, name: string, run: Pick<RulesRun, "engine">): boolean {
  const service = project.services.get(name);
  if (service === undefined) return false;
  return likelyModes.some((kind) => {
    const networkMode = { value: { kind }, at: service.at };
    const inMode: Service = { ...service, networkMode, networkModeUnknown: false };
    const services = Table.of(new Map([...project.services]).set(name, inMode));
    const spoken = findingsOf(rule, { ...project, services }, new Map([[name, new Set<string>()]]), run);
    return spoken.some((each) => each.service === name);
  });
}

type UnknownAttributes = ReadonlyMap<string, ReadonlySet<string>>;

function unknownAttributes(project: Project): UnknownAttributes {
  const unknown = new Map<string, Set<string>>();
  for (const { section, name, attribute } of unknownValues(project)) {
    if (section !== "services" || attribute === undefined) continue;
    unknown.set(name, (unknown.get(name) ?? new Set()).add(attribute));
  }
  return unknown;
}

/** The services of a project, of which those with unknown attributes note what is read of these. */
function watchedServices(project: Project, unknown: UnknownAttributes, read: Set<string>): Table<Service> {
  const services = [...project.services].map(([name, service]): [string, Service] => {
    const attributes = unknown.get(name);
    return [name, attributes === undefined ? service : watchedService(service, attributes, read)];
  });
  return Table.of(new Map(services));
}

function watchedService(service: Service, unknown: ReadonlySet<string>, read: Set<string>): Service {
  return new Proxy(service, {
    get(target, property, receiver): unknown {
      const value: unknown = Reflect.get(target, property, receiver);
      if (typeof property !== "string") return value;
      const concerned = (attributesOf[property] ?? [inFile(property)]).filter((each) => unknown.has(each));
      if (concerned.length === 0) return value;
      const note = (): void => concerned.forEach((attribute) => read.add(keyOf({ service: target.name, attribute })));
      // Who takes an attribute apart and does not use it did not look at it.
      if (typeof value === "object" && value !== null) return watchedValue(value, note);
      note();
      return value;
    },
  });
}

function watchedValue(value: object, note: () => void): object {
  return new Proxy(value, {
    get(target, property, receiver): unknown {
      note();
      return Reflect.get(target, property, receiver);
    },
  });
}

interface Spoken {
  readonly service: string | undefined;
}

function findingsOf(
  rule: Rule,
  project: Project,
  unknown: UnknownAttributes,
  { engine }: Pick<RulesRun, "engine">,
): Spoken[] {
  const spoken: Spoken[] = [];
  try {
    for (const name of unknown.keys()) {
      const service = project.services.get(name);
      if (service === undefined) continue;
      const found: Finding[] = [...findingsIn(service, rule)];
      if (engine !== undefined) found.push(...(rule.onEngine?.(service, engine) ?? []));
      if (found.length > 0) spoken.push({ service: name });
    }
    for (const found of rule.perProject?.(project, engine) ?? []) {
      if ("at" in found) spoken.push({ service: found.service?.name });
    }
  } catch {
    // That the rule throws is said where it is run in earnest.
  }
  return spoken;
}

/** `networkMode` is `network_mode`. */
function inFile(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function keyOf({ service, attribute }: Pick<QuietFor, "service" | "attribute">): string {
  return JSON.stringify([service, attribute]);
}
