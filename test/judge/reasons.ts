import type { Judgement } from "./compare";
import { listensOn } from "./cleanProject";
import type { Attributes, JudgedProject } from "./project";

interface Reason {
  readonly why: string;
  readonly holds: (judgement: Judgement, project: JudgedProject) => boolean;
}

const refusedWith =
  (words: RegExp) =>
  ({ kind, verdict, docker }: Judgement): boolean =>
    kind === "refusal" && verdict === "missed" && words.test(docker);

/** Disagreements that are left as they are, and why. */
const reasons: readonly Reason[] = [
  { why: "A cycle of depends_on alone is no matter of networking.", holds: refusedWith(/dependency cycle detected/u) },
  {
    why: "Engine 20.10 takes a subnet with bits of a host in it; engine 28 refuses it.",
    holds: ({ kind, verdict }, { mistakes }) =>
      kind === "refusal" && verdict === "false alarm" && mistakes.includes("a range with a host's bits"),
  },
  {
    why: "Whom localhost is meant for is said only where both are on one network: elsewhere the name would not help.",
    holds: ({ kind, verdict, service }, project) =>
      kind === "call" && verdict === "missed" && service !== undefined && callsApart(project, service),
  },
  {
    why: "Where Docker's name server is not asked, a hostname may be known to the one that is.",
    holds: ({ kind, verdict, service }, project) =>
      kind === "call" && verdict === "missed" && service !== undefined && callsHostname(project, service),
  },
  {
    why: "A name that nobody in the project has may be known outside.",
    holds: ({ kind, verdict, service }, project) =>
      kind === "call" && verdict === "missed" && service !== undefined && callsNobody(project, service),
  },
];

/** Why Hostside and Docker differ there; undefined where nobody knows yet. */
export function reasonFor(judgement: Judgement, project: JudgedProject): string | undefined {
  return reasons.find(({ holds }) => holds(judgement, project))?.why;
}

/** The text that says whom a service calls, wherever it stands. */
function whomItCalls({ services, files }: JudgedProject, caller: string): string {
  return `${JSON.stringify(services[caller]?.environment ?? {})}${files?.[`${caller}.env`] ?? ""}`;
}

/** Whether a service calls a name that no service has: who had it was changed by a mistake. */
function callsNobody(project: JudgedProject, caller: string): boolean {
  const [, name = ""] = /\/\/([\w@-]+):/u.exec(whomItCalls(project, caller)) ?? [];
  return name !== "localhost" && !JSON.stringify(project.services).replaceAll(`//${name}:`, "").includes(`${name}"`);
}

/** Whether a service in the host's network calls another one by the `hostname` of that one. */
function callsHostname(project: JudgedProject, caller: string): boolean {
  const { services } = project;
  const [, name = ""] = /\/\/([\w@-]+):/u.exec(whomItCalls(project, caller)) ?? [];
  const isOwn = services[caller]?.network_mode === undefined;
  return !isOwn && Object.values(services).some(({ hostname }) => hostname === name);
}

/** Whether a service calls localhost for a port of services that are on no network with it. */
function callsApart(project: JudgedProject, caller: string): boolean {
  const { services } = project;
  const called = whomItCalls(project, caller);
  if (!called.includes("//localhost:")) return false;
  const callees = Object.keys(services).filter((name) => name !== caller && called.includes(listensOn(name)));
  const mine = networksOf(services[caller] ?? {});
  return callees.every((name) => !networksOf(services[name] ?? {}).some((each) => mine.includes(each)));
}

function networksOf({ network_mode: mode, networks }: Attributes): readonly string[] {
  if (mode !== undefined) return [];
  if (Array.isArray(networks)) return networks.map(String);
  return typeof networks === "object" && networks !== null ? Object.keys(networks) : ["default"];
}
