import path from "node:path";
import { composeEnvironment } from "../../scripts/compose/oracle.mjs";
import { formatRange } from "../../server/src/compose/model/port";
import { isEnabledWith } from "../../server/src/compose/model/profiles";
import type { NetworkMode } from "../../server/src/compose/model/networkMode";
import type { Service } from "../../server/src/compose/model/service";
import type { ComposeVersion } from "../../server/src/compose/project/composeVersion";
import { refusals } from "./refusals";
import { requestOf } from "../../server/src/compose/project/discovery";
import { FileCache } from "../../server/src/workspace/fileCache";
import { nodeFileSystem } from "../../server/src/workspace/nodeFileSystem";
import { Projects } from "../../server/src/workspace/projects";
import { type CanonicalPort, canonicalPorts } from "./canonicalPorts";
import { type ComposeService, type PortAnswer, type ProjectAnswer, serviceAnswer } from "./answer";

/**
 * The model's answer to what `docker compose [-f FILE...] [--profile P...] config` is asked, in Compose's form and as this
 * version of Compose reads it.
 */
export async function ours(
  folder: string,
  files: readonly string[] | undefined,
  profiles: readonly string[],
  composeVersion: ComposeVersion,
): Promise<ProjectAnswer> {
  const environment: Readonly<Record<string, string>> = composeEnvironment;
  const projects = new Projects(new FileCache(nodeFileSystem), {
    environment: (name) => environment[name],
    unset: "empty",
    composeVersion,
  });
  const found = await projects.folder(folder);
  const named = files?.map((file) => path.resolve(folder, file)) ?? found.files;
  if (named === undefined) return { refused: ["no configuration file provided: not found"] };
  const project = await projects.read(requestOf(named, folder, found, "stated"));
  // Without any, Compose takes the empty name for an active profile (compose-go cli/options.go, WithDefaultProfiles).
  const own = files === undefined ? found.ofFiles : found;
  const active = [profiles, own.profiles, [""]].find((names) => names.length > 0) ?? [];
  const refused = [
    ...project.problems.map(({ message }) => message),
    ...refusals(project, active).map(({ words }) => words),
  ];
  if (refused.length > 0) return { refused };
  const services = [...project.services.values()].filter(isEnabledWith(active));
  return { services: Object.fromEntries(services.map((service) => [service.name, inComposeForm(service)])) };
}

function inComposeForm(service: Service) {
  const form: ComposeService = {
    networks: networksOf(service),
    ports: canonicalPorts(service.ports?.value ?? []).map(({ value }) => portOf(value)),
    expose: service.expose.map(({ value }) => value.text),
    links: service.links.map(({ value }) => value),
    extra_hosts: service.extraHosts.map(({ key, value }) => `${key}=${(value ?? "").replace(/^\[(.*)\]$/, "$1")}`),
    profiles: service.profiles ?? ["unknown"],
    environment: valuesOf(service.environment),
    labels: valuesOf(service.labels),
    sysctls: valuesOf(service.sysctls),
  };
  const mode = service.networkMode;
  return serviceAnswer(mode === undefined ? form : { ...form, network_mode: modeText(mode.value) });
}

/** A key without a value is what the environment of Compose makes of it. */
function valuesOf(assignments: Service["environment"]): Record<string, string> {
  return Object.fromEntries(assignments.flatMap(({ key, value }) => (value === undefined ? [] : [[key, value]])));
}

/** A service that names neither a mode nor a network is on `default` (compose-go loader/normalize.go). */
function networksOf({ networks, networkMode, provided }: Service): NonNullable<ComposeService["networks"]> {
  const named = networks?.value ?? [];
  if (!provided && named.length === 0 && networkMode === undefined) return { default: null };
  return Object.fromEntries(
    named.map(({ value }) => [
      value.network,
      {
        aliases: value.aliases.map((alias) => alias.value),
        ipv4_address: value.ipv4Address?.value ?? null,
        ipv6_address: value.ipv6Address?.value ?? null,
      },
    ]),
  );
}

function modeText(mode: NetworkMode): string {
  switch (mode.kind) {
    case "service":
      return `service:${mode.service}`;
    case "container":
      return `container:${mode.container}`;
    case "network":
      return mode.network;
    case "empty":
      return "";
    default:
      return mode.kind;
  }
}

function portOf({ hostIp, published, target, protocol, mode }: CanonicalPort): PortAnswer {
  return {
    mode,
    protocol,
    target,
    host_ip: hostIp ?? "",
    published: published === undefined ? "" : formatRange(published),
  };
}
