import type { Observation } from "./observe";
import type { Says, Statement } from "./statement";

/** What a project is judged by. */
export type Kind = "refusal" | "conflict" | "publish" | "call";

/** One question about one project, and whether Hostside and Docker answer it alike. */
export interface Judgement {
  readonly kind: Kind;
  /** The service that it is about; the whole project where there is none. */
  readonly service?: string;
  readonly verdict: "agree" | "perhaps" | "false alarm" | "missed";
  /** What Docker did, in its words where it has some. */
  readonly docker: string;
}

/** Compares what was said with what Docker did. What was refused shows nothing else. */
export function compare(statement: Statement, observation: Observation): Judgement[] {
  const { refused, conflict, services } = observation;
  const bound: Judgement = { kind: "conflict", ...judged(statement.conflict, conflict), docker: refused ?? "started" };
  if (conflict && refused !== undefined) return [bound];
  const loaded: Judgement = {
    kind: "refusal",
    ...judged(statement.refused, refused !== undefined),
    docker: refused ?? "started",
  };
  if (refused !== undefined) return [loaded];
  const ofServices = Object.entries(services).flatMap(([service, { published, call }]): Judgement[] => {
    const said = statement.services[service] ?? { ports: "no", call: "no" };
    return [
      ...(published === undefined
        ? []
        : [
            {
              kind: "publish" as const,
              service,
              ...judged(said.ports, !published),
              docker: published ? "answers" : "no port",
            },
          ]),
      ...(call === undefined
        ? []
        : [{ kind: "call" as const, service, ...judged(said.call, call !== "answered"), docker: call }]),
    ];
  });
  return [loaded, bound, ...ofServices];
}

function judged(says: Says, happened: boolean): Pick<Judgement, "verdict"> {
  if (says === "perhaps") return { verdict: "perhaps" };
  if ((says === "yes") === happened) return { verdict: "agree" };
  return { verdict: happened ? "missed" : "false alarm" };
}
