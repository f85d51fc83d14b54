import { record } from "../../docker/record";

/** Options of `docker run`, and the names of those fields for which there is none here. */
export interface Options {
  readonly words: readonly string[];
  readonly unsaid: readonly string[];
}

/** The option of each field of `HostConfig` that is a list of texts, one option an entry. */
const lists: Readonly<Record<string, string>> = {
  ...{ Binds: "--volume", VolumesFrom: "--volumes-from", Links: "--link", ExtraHosts: "--add-host" },
  ...{ Dns: "--dns", DnsOptions: "--dns-option", DnsSearch: "--dns-search", GroupAdd: "--group-add" },
  ...{ CapAdd: "--cap-add", CapDrop: "--cap-drop", SecurityOpt: "--security-opt" },
  DeviceCgroupRules: "--device-cgroup-rule",
};

/** That of each field that is a map: `key=value`, or `key:value` of a tmpfs. */
const maps: Readonly<Record<string, readonly [option: string, between: string]>> = {
  Sysctls: ["--sysctl", "="],
  StorageOpt: ["--storage-opt", "="],
  Annotations: ["--annotation", "="],
  Tmpfs: ["--tmpfs", ":"],
};

/** That of each field that is one text or number, and what stands there without the option. */
const values: Readonly<Record<string, readonly [option: string, ...unsaid: unknown[]]>> = {
  PidMode: ["--pid"],
  IpcMode: ["--ipc", "private", "shareable"],
  UTSMode: ["--uts"],
  UsernsMode: ["--userns"],
  CgroupParent: ["--cgroup-parent"],
  Runtime: ["--runtime", "runc", "io.containerd.runc.v2"],
  VolumeDriver: ["--volume-driver"],
  CpusetCpus: ["--cpuset-cpus"],
  CpusetMems: ["--cpuset-mems"],
  Memory: ["--memory"],
  MemoryReservation: ["--memory-reservation"],
  MemorySwappiness: ["--memory-swappiness", -1],
  CpuShares: ["--cpu-shares"],
  CpuPeriod: ["--cpu-period"],
  CpuQuota: ["--cpu-quota"],
  PidsLimit: ["--pids-limit"],
  OomScoreAdj: ["--oom-score-adj"],
  ShmSize: ["--shm-size", 67_108_864],
  BlkioWeight: ["--blkio-weight"],
};

/** That of each field that is true where it is given. */
const switches: Readonly<Record<string, string>> = {
  Privileged: "--privileged",
  ReadonlyRootfs: "--read-only",
  PublishAllPorts: "--publish-all",
  Init: "--init",
  OomKillDisable: "--oom-kill-disable",
};

/** What the engine fills in by itself, what only old engines have, and what other options than one of its own say. */
const notSaid = new Set([
  ...["ContainerIDFile", "ConsoleSize", "Isolation", "Cgroup", "CgroupnsMode", "MaskedPaths", "ReadonlyPaths"],
  ...["KernelMemory", "KernelMemoryTCP", "AutoRemove", "NetworkMode"],
]);

/** The options for a `HostConfig` of an inspection (docker/cli cli/command/container/opts.go), but for its network. */
export function hostOptions(host: Readonly<Record<string, unknown>>): Options {
  const words: string[] = [];
  const unsaid: string[] = [];
  for (const [field, value] of Object.entries(host)) {
    if (isDefault(field, value) || notSaid.has(field)) continue;
    const found = optionsOf(field, value, host);
    if (found === undefined) unsaid.push(field);
    else words.push(...found);
  }
  return { words, unsaid };
}

function optionsOf(field: string, value: unknown, host: Readonly<Record<string, unknown>>): string[] | undefined {
  const list = lists[field];
  if (list !== undefined) return entriesOf(value).flatMap((entry) => [list, String(entry)]);
  const map = maps[field];
  if (map !== undefined) return Object.entries(record(value)).flatMap(([key, of]) => [map[0], pair(key, map[1], of)]);
  const [option, ...usual] = values[field] ?? [];
  if (option !== undefined) return usual.includes(value) ? [] : [option, String(value)];
  const on = switches[field];
  if (on !== undefined) return [on];
  switch (field) {
    case "PortBindings":
      return publishes(value);
    case "RestartPolicy":
      return restartPolicy(value);
    case "LogConfig":
      return logging(value);
    case "NanoCpus":
      return ["--cpus", String(Number(value) / 1e9)];
    case "MemorySwap":
      // Twice the memory is what the engine makes of a limit without it.
      return value === 2 * Number(host.Memory) ? [] : ["--memory-swap", String(value)];
    case "Ulimits":
      return entriesOf(value).flatMap((limit) => {
        const { Name, Soft, Hard } = record(limit);
        return ["--ulimit", `${String(Name)}=${String(Soft)}:${String(Hard)}`];
      });
    case "Devices":
      return entriesOf(value).flatMap((device) => {
        const { PathOnHost, PathInContainer, CgroupPermissions } = record(device);
        return ["--device", [PathOnHost, PathInContainer, CgroupPermissions].map(String).join(":")];
      });
    case "Mounts":
      return mounts(value);
    default:
      return undefined;
  }
}

function publishes(value: unknown): string[] {
  return Object.entries(record(value)).flatMap(([port, bindings]) =>
    entriesOf(bindings).flatMap((binding) => {
      const { HostIp, HostPort } = record(binding);
      const ip = typeof HostIp === "string" && HostIp !== "" ? `${HostIp.includes(":") ? `[${HostIp}]` : HostIp}:` : "";
      return ["--publish", `${ip}${typeof HostPort === "string" ? HostPort : ""}:${port.replace(/\/tcp$/u, "")}`];
    }),
  );
}

function restartPolicy(value: unknown): string[] {
  const { Name, MaximumRetryCount } = record(value);
  if (typeof Name !== "string" || Name === "" || Name === "no") return [];
  return ["--restart", isNothing(MaximumRetryCount) ? Name : `${Name}:${String(MaximumRetryCount)}`];
}

function logging(value: unknown): string[] {
  const { Type, Config } = record(value);
  const driver = Type === "json-file" || typeof Type !== "string" ? [] : ["--log-driver", Type];
  return [...driver, ...Object.entries(record(Config)).flatMap(([key, of]) => ["--log-opt", pair(key, "=", of)])];
}

/** Those with settings that `--mount` calls by other names are left to be named. */
function mounts(value: unknown): string[] | undefined {
  const words: string[] = [];
  for (const mount of entriesOf(value)) {
    const { Type, Source, Target, ReadOnly, ...others } = record(mount);
    if (Object.values(others).some((other) => !isNothing(other))) return undefined;
    const parts = [`type=${String(Type)}`, ...(isNothing(Source) ? [] : [`source=${String(Source)}`])];
    words.push("--mount", [...parts, `target=${String(Target)}`, ...(ReadOnly === true ? ["readonly"] : [])].join(","));
  }
  return words;
}

/** To swap nothing is something that was asked for. */
function isDefault(field: string, value: unknown): boolean {
  return isNothing(value) && !(field === "MemorySwappiness" && value === 0);
}

/** Whether an engine fills a field with this where nobody gives it a value. */
export function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === "" || value === 0 || value === false) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function entriesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function pair(key: string, between: string, value: unknown): string {
  return isNothing(value) ? key : `${key}${between}${String(value)}`;
}
