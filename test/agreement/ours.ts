import path from "node:path";
import { composeEnvironment } from "../../scripts/compose/oracle.mjs";
import type { Project } from "../../server/src/compose/model/project";
import { formatRange, type PortRange, type PublishedPort } from "../../server/src/compose/model/port";
import type { NetworkMode } from "../../server/src/compose/model/networkMode";
import type { Service } from "../../server/src/compose/model/service";
import { requestOf } from "../../server/src/compose/project/discovery";
import { FileCache } from "../../server/src/workspace/fileCache";
import { nodeFileSystem } from "../../server/src/workspace/nodeFileSystem";
import { Projects } from "../../server/src/workspace/projects";
import { type ComposeService, type PortAnswer, type ProjectAnswer, serviceAnswer } from "./answer";

/** The model's answer to what `docker compose [-f FILE...] [--profile P...] config` is asked, in Compose's form. */
export async function ours(
  folder: string,
  files: readonly string[] | undefined,
  profiles: readonly string[],
): Promise<ProjectAnswer> {
  const environment: Readonly<Record<string, string>> = composeEnvironment;
  const projects = new Projects(new FileCache(nodeFileSystem), {
    environment: (name) => environment[name],
    unset: "empty",
  });
  const found = await projects.folder(folder);
  const named = files?.map((file) => path.resolve(folder, file)) ?? found.files;
  if (named === undefined) return { refused: ["no configuration file provided: not found"] };
  const project = await projects.read(requestOf(named, folder, found));
  const active = profiles.length > 0 ? profiles : found.profiles;
  const refused = refusals(project);
  if (refused.length > 0) return { refused };
  const services = [...project.services.values()].filter((service) => isActive(service, active));
  return { services: Object.fromEntries(services.map((service) => [service.name, inComposeForm(service)])) };
}

function refusals({ problems }: Project): string[] {
  return problems.map(({ message }) => message);
}

function isActive({ profiles }: Service, active: readonly string[]): boolean {
  if (profiles === undefined || profiles.length === 0 || active.includes("*")) return true;
  return profiles.some((profile) => active.includes(profile));
}

function inComposeForm(service: Service) {
  const form: ComposeService = {
    networks: networksOf(service),
    ports: (service.ports?.value ?? []).flatMap(({ value }) => portsOf(value)),
    expose: service.expose.map(({ value: { target, protocol } }) => `${rangeText(target)}/${protocol}`),
    links: service.links.map(({ value }) => value),
    extra_hosts: service.extraHosts.map(({ key, value }) => `${key}=${value ?? ""}`),
    profiles: service.profiles ?? ["unknown"],
  };
  const mode = service.networkMode;
  return serviceAnswer(mode === undefined ? form : { ...form, network_mode: modeText(mode.value) });
}

/** A service that names neither a mode nor a network is on `default` (compose-go loader/normalize.go). */
function networksOf({ networks, networkMode }: Service): NonNullable<ComposeService["networks"]> {
  const named = networks?.value ?? [];
  if (named.length === 0 && networkMode === undefined) return { default: null };
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

/** Compose prints one item for each container port of a range; a range of host ports for one of them stays. */
function portsOf({ hostIp, published, target, protocol, mode }: PublishedPort): Partial<PortAnswer>[] {
  const shared = { mode, protocol, ...(hostIp === undefined ? {} : { host_ip: hostIp }) };
  if (target === undefined) return [{ ...shared, published: rangeText(published) }];
  const count = target.last - target.first + 1;
  return Array.from({ length: count }, (_, index) => ({
    ...shared,
    target: target.first + index,
    published: typeof published === "object" && count > 1 ? String(published.first + index) : rangeText(published),
  }));
}

function rangeText(range: PortRange | "ephemeral" | undefined): string {
  if (range === "ephemeral") return "";
  return range === undefined ? "unknown" : formatRange(range);
}
