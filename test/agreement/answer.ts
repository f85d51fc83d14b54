/** What both sides say of one service, in the form in which they are compared: Compose's JSON, in a fixed order. */
export interface ServiceAnswer {
  readonly network_mode: string | null;
  /** By the network's key; a service that says nothing of networks is on `default`. */
  readonly networks: Readonly<Record<string, NetworkAnswer>>;
  readonly ports: readonly PortAnswer[];
  readonly expose: readonly string[];
  readonly links: readonly string[];
  readonly extra_hosts: readonly string[];
  readonly profiles: readonly string[];
  readonly environment: Assignments;
  readonly labels: Assignments;
  readonly sysctls: Assignments;
}

/** Values by key; null where there is none. */
export type Assignments = Readonly<Record<string, string | null>>;

export interface NetworkAnswer {
  readonly aliases: readonly string[];
  readonly ipv4_address: string | null;
  readonly ipv6_address: string | null;
}

export interface PortAnswer {
  readonly mode: string;
  readonly host_ip: string;
  readonly published: string;
  readonly target: number;
  readonly protocol: string;
}

/** The effective configuration of a project, or why there is none. */
export type ProjectAnswer = Services | { readonly refused: readonly string[] };
export interface Services {
  readonly services: Readonly<Record<string, ServiceAnswer>>;
}

/** A service as Compose's JSON has it. */
export interface ComposeService {
  readonly network_mode?: string;
  readonly networks?: Readonly<Record<string, Partial<NetworkAnswer> | null>>;
  readonly ports?: readonly Partial<PortAnswer>[];
  readonly expose?: readonly string[];
  readonly links?: readonly string[];
  readonly extra_hosts?: readonly string[];
  readonly profiles?: readonly string[];
  readonly environment?: Assignments;
  readonly labels?: Assignments;
  readonly sysctls?: Assignments;
}

/** Brings a service of either side into the form that is compared. */
export function serviceAnswer(service: ComposeService): ServiceAnswer {
  return {
    // Compose's JSON leaves an empty mode out.
    network_mode: service.network_mode || null,
    networks: Object.fromEntries(
      Object.entries(service.networks ?? {})
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, network]) => [key, networkAnswer(network ?? {})]),
    ),
    ports: (service.ports ?? []).map(portAnswer).sort(byText),
    // `80` and `80/tcp` are one port; Compose prints them as they are written.
    expose: [...new Set((service.expose ?? []).map((port) => port.replace(/\/tcp$/, "")))].sort(),
    links: [...(service.links ?? [])].sort(),
    extra_hosts: [...(service.extra_hosts ?? [])].sort(),
    profiles: [...(service.profiles ?? [])].sort(),
    environment: sorted(service.environment),
    labels: sorted(service.labels),
    sysctls: sorted(service.sysctls),
  };
}

function sorted(assignments: Assignments = {}): Assignments {
  const entries = Object.entries(assignments).map(([key, value]) => [key, value && inOneForm(value)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Compose prints booleans and numbers of YAML in a form of its own (`TRUE` as `true`), which no name of a host is. */
function inOneForm(value: string): string {
  if (/^(?:true|false)$/i.test(value)) return value.toLowerCase();
  return value !== "" && Number.isFinite(Number(value)) ? String(Number(value)) : value;
}

function networkAnswer({ aliases, ipv4_address, ipv6_address }: Partial<NetworkAnswer>): NetworkAnswer {
  return {
    aliases: [...(aliases ?? [])].sort(),
    ipv4_address: ipv4_address ?? null,
    ipv6_address: ipv6_address ?? null,
  };
}

function portAnswer({ mode, host_ip, published, target, protocol }: Partial<PortAnswer>): PortAnswer {
  return {
    mode: mode ?? "",
    host_ip: host_ip ?? "",
    // Zero leaves the choice to the engine, as no port does (docs/docker-behaviour.md#port-syntax).
    published: published === undefined || published === "0" ? "" : published,
    target: target ?? 0,
    // Compose prints a protocol as it is written, and the engine takes it in any case.
    protocol: (protocol ?? "").toLowerCase(),
  };
}

function byText(one: PortAnswer, other: PortAnswer): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
