import type { Machine } from "./machine";

/** What was read of the host's firewall and of what its kernel forwards, as the programs and files print it. */
export interface FirewallTexts {
  readonly inet: string;
  readonly inet6: string;
  /** `nft list tables`; undefined where there is no such program. */
  readonly tables: string | undefined;
}

/** The switches of the kernel that forwarding depends on, by their files. */
export const switches = {
  forward: "/proc/sys/net/ipv4/ip_forward",
  forward6: "/proc/sys/net/ipv6/conf/all/forwarding",
  bridged: "/proc/sys/net/bridge/bridge-nf-call-iptables",
  bridged6: "/proc/sys/net/bridge/bridge-nf-call-ip6tables",
} as const;

/** Where system programs are when the PATH of a user lacks them. */
const folders = ["", "/usr/sbin/", "/sbin/"];

/** A process that is in the host's namespace; `self` where that is our own. */
type InHost = number | "self";

/**
 * The rules of the namespace of a process, as `iptables-save` prints them: read-only, as root. Undefined where they
 * cannot be read. Both families have to be there, since half of the rules would be a wrong answer.
 */
export async function readFirewall(
  machine: Machine,
  pid: InHost,
  signal?: AbortSignal,
): Promise<FirewallTexts | undefined> {
  if (!machine.privileged) return undefined;
  const inside = (program: string, ...parameters: string[]) => runThere(machine, pid, program, parameters, signal);
  const [inet, inet6, tables] = await Promise.all([
    inside("iptables-save"),
    inside("ip6tables-save"),
    inside("nft", "list", "tables"),
  ]);
  return inet === undefined || inet6 === undefined ? undefined : { inet, inet6, tables };
}

/** The switches of the namespace of a process, by name; those that are not there are absent. */
export async function readSwitches(
  machine: Machine,
  pid: InHost,
  signal?: AbortSignal,
): Promise<ReadonlyMap<keyof typeof switches, boolean> | undefined> {
  if (pid !== "self" && !machine.privileged) return undefined;
  const found = new Map<keyof typeof switches, boolean>();
  for (const [name, file] of Object.entries(switches) as [keyof typeof switches, string][]) {
    const text = pid === "self" ? await machine.read(file) : await runThere(machine, pid, "cat", [file], signal);
    if (text !== undefined) found.set(name, text.trim() !== "0");
  }
  return found.has("forward") ? found : undefined;
}

/** What a program of this machine prints in the namespace of a process. */
async function runThere(
  machine: Machine,
  pid: InHost,
  program: string,
  parameters: readonly string[],
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  for (const folder of folders) {
    const name = `${folder}${program}`;
    const answer =
      pid === "self"
        ? await machine.run(name, parameters, signal)
        : await machine.run("nsenter", ["--target", String(pid), "--net", "--", name, ...parameters], signal);
    if (answer !== undefined) return answer;
    if (signal?.aborted === true) return undefined;
  }
  return undefined;
}
