import type { Pair } from "./play";
import type { Scene } from "./scene";

/** A call that went another way than was derived, in the smallest scene that still shows it. */
export interface Disagreement {
  readonly pair: Pair;
  readonly scene: Scene;
}

/** What came of all scenes. */
export interface Verdict {
  readonly scenes: number;
  readonly agree: { readonly open: number; readonly closed: number };
  readonly unknown: ReadonlyMap<string, number>;
  readonly disagreements: readonly Disagreement[];
}

/** How many pairs of all scenes agree, what is not known, then every disagreement with its scene. */
export function reportOf({ scenes, agree, unknown, disagreements }: Verdict): string {
  const unclear = [...unknown.values()].reduce((sum, count) => sum + count, 0);
  const judged = agree.open + agree.closed;
  const all = judged + unclear;
  const share = ((100 * unclear) / Math.max(1, all)).toFixed(1);
  const kinds = [...unknown].map(([kind, count]) => `${kind} ${count}`).join(", ");
  return [
    `${scenes} scenes, ${all} pairs: ${agree.open} open and ${agree.closed} closed as derived, ${unclear} unknown (${share} %${kinds === "" ? "" : `: ${kinds}`})`,
    `${disagreements.length} scenes with a call that went another way`,
    ...disagreements.map(described),
  ].join("\n");
}

/** The share of pairs of which nothing certain is said. */
export function unknownShare({ agree, unknown }: Verdict): number {
  const unclear = [...unknown.values()].reduce((sum, count) => sum + count, 0);
  return unclear / Math.max(1, agree.open + agree.closed + unclear);
}

/** A disagreement with its hops and its scene. */
export function described({ pair, scene }: Disagreement): string {
  const { path, tried } = pair;
  return [
    `\nfrom ${JSON.stringify(path.place)} to ${path.target.host}:${path.target.port}/${path.target.protocol}: derived ${path.state}, tried ${tried}`,
    ...path.hops.map(
      ({ kind, state, finding, evidence }) => `  ${kind} ${state}: ${JSON.stringify(finding)} (${evidence.join("; ")})`,
    ),
    `  ${JSON.stringify(scene.networks)}`,
    ...scene.containers.map((each, index) => `  box${index} ${JSON.stringify(each)}`),
    `  host ${JSON.stringify(scene.onHost)} ${scene.rule}`,
  ].join("\n");
}
