import fc from "fast-check";
import type { Engine } from "../../../client/src/docker/api/engine";
import type { JudgedHost } from "./host";
import { play, type Pair } from "./play";
import { anyScene, type Scene } from "./scene";
import { described, type Disagreement, type Verdict } from "./report";
import { shrunkScene } from "./shrink";

/** What is to be judged, and where. */
export interface Judging {
  readonly host: JudgedHost;
  readonly engine: Engine;
  readonly scenes: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/** Makes scenes, derives and tries every pair of places in each, and compares. */
export async function judgePaths({ host, engine, scenes, seed, say }: Judging): Promise<Verdict> {
  const agree = { open: 0, closed: 0 };
  const unknown = new Map<string, number>();
  const disagreements: Disagreement[] = [];
  let done = 0;
  for (const scene of fc.sample(anyScene, { numRuns: scenes, seed })) {
    const pairs = await play(host, engine, scene);
    for (const { path, verdict } of pairs) {
      if (verdict === "unknown") add(unknown, path.decisive.finding.kind);
      if (verdict === "agree") agree[path.state === "open" ? "open" : "closed"] += 1;
    }
    const different = pairs.find(({ verdict }) => verdict === "disagree");
    if (different !== undefined) {
      const found = await smallest(host, engine, scene, different);
      disagreements.push(found);
      say(described(found));
    }
    done += 1;
    if (done % 10 === 0) say(`${done} of ${scenes} scenes, ${disagreements.length} with a disagreement`);
  }
  return { scenes, agree, unknown, disagreements };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The smallest scene in which a call ends like this although the same was derived. */
async function smallest(host: JudgedHost, engine: Engine, scene: Scene, shown: Pair): Promise<Disagreement> {
  let last: Disagreement = { pair: shown, scene };
  await shrunkScene(scene, async (smaller) => {
    const same = (await play(host, engine, smaller)).find(
      ({ verdict, tried, path }) =>
        verdict === "disagree" &&
        tried === shown.tried &&
        path.decisive.finding.kind === shown.path.decisive.finding.kind,
    );
    if (same !== undefined) last = { pair: same, scene: smaller };
    return same !== undefined;
  });
  return last;
}
