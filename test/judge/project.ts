import type { Node } from "../agreement/yamlText";
import { renderFile } from "../agreement/yamlText";

export type Attributes = Readonly<Record<string, Node>>;

/**
 * A small project that Docker can run. Ports of the host and subnets stand in it as places (see {@link port} and
 * {@link subnet}), so that several projects can run side by side.
 */
export interface JudgedProject {
  readonly services: Readonly<Record<string, Attributes>>;
  readonly networks: Readonly<Record<string, Node>>;
  /** What several services take over by a merge key; none without one. */
  readonly shared?: Attributes;
  /** What an override file says of the services; none without one. */
  readonly override?: Readonly<Record<string, Attributes>>;
  /** Other files by name, such as `.env`. */
  readonly files?: Readonly<Record<string, string>>;
  /** The mistakes that were put into it, for the report. */
  readonly mistakes: readonly string[];
}

/** The place of a port: one of a hundred that a project has for itself on the host. */
export function port(number: number): string {
  return `@P${String(number).padStart(2, "0")}@`;
}

/** The place of the beginning of an address: `${subnet(1)}.5` is an address, `${subnet(1)}.0/24` its network. */
export function subnet(number: number): string {
  return `@N${number}@`;
}

/** The name of a service's container, which no other project that runs beside has. */
export function containerName(service: string): string {
  return `${service}-@SLOT@`;
}

/** What stands at the places in one of the slots that run side by side. */
function filled(text: string, slot: number): string {
  return text
    .replace(/@P(\d\d)@/gu, (_, number: string) => String(18_400 + 100 * slot + Number(number)))
    .replace(/@N(\d)@/gu, (_, number: string) => `10.${91 + slot}.${number}`)
    .replaceAll("@SLOT@", `slot${slot}`);
}

/** The files of a project by their names, as they are in that slot. */
export function filesOf(project: JudgedProject, slot: number): Record<string, string> {
  const { services, networks, override, shared, files = {} } = project;
  const main = {
    ...(shared === undefined ? {} : { "x-shared": shared }),
    services,
    ...(Object.keys(networks).length > 0 ? { networks } : {}),
  };
  return {
    "compose.yaml": filled(renderFile(main), slot),
    ...(override === undefined ? {} : { "compose.override.yaml": filled(renderFile({ services: override }), slot) }),
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [name, filled(text, slot)])),
  };
}
