import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { compare, type Judgement, type Kind } from "./compare";
import { judgedProject } from "./mistakes";
import { observe } from "./observe";
import { filesOf, type JudgedProject } from "./project";
import { reasonFor } from "./reasons";
import { shrunkProject } from "./shrink";
import { type Statement, statementOf } from "./statement";

export interface Judging {
  /** The path of a Docker Compose. */
  readonly compose: string;
  /** The socket of an engine that may be used at will, with the image busybox. */
  readonly socket: string;
  readonly projects: number;
  readonly seed: number;
  /** So many projects run at a time. */
  readonly slots: number;
  /** The number of the first slot: what runs beside has others. */
  readonly firstSlot: number;
  readonly say: (line: string) => void;
}

/** A project about which Hostside and Docker say different things. */
export interface Disagreement {
  readonly judgement: Judgement;
  readonly project: JudgedProject;
  readonly files: Readonly<Record<string, string>>;
  readonly findings: readonly string[];
  /** Why it is left so; undefined where nobody has explained it yet. */
  readonly reason: string | undefined;
}

export interface Verdict {
  readonly counts: ReadonlyMap<Kind, Record<Judgement["verdict"], number>>;
  readonly disagreements: readonly Disagreement[];
}

/** Makes projects, asks Hostside about each, then Docker, and compares. What differs comes as small as it gets. */
export async function judge(judging: Judging): Promise<Verdict> {
  const { projects, seed, slots, firstSlot, say } = judging;
  const waiting = fc.sample(judgedProject, { numRuns: projects, seed }).entries();
  const counts = new Map<Kind, Record<Judgement["verdict"], number>>();
  const disagreements: Disagreement[] = [];
  let done = 0;
  const root = mkdtempSync(path.join(tmpdir(), "hostside-judge-"));
  const work = async (slot: number): Promise<void> => {
    const bench = new Bench(judging, root, slot);
    for (const [, project] of waiting) {
      for (const judgement of (await bench.judge(project)).judgements) {
        const row = counts.get(judgement.kind) ?? { agree: 0, perhaps: 0, "false alarm": 0, missed: 0 };
        row[judgement.verdict] += 1;
        counts.set(judgement.kind, row);
        if (judgement.verdict !== "false alarm" && judgement.verdict !== "missed") continue;
        disagreements.push(await bench.disagreement(project, judgement));
      }
      done += 1;
      if (done % 50 === 0) say(`${done} of ${projects} projects, ${disagreements.length} disagreements`);
    }
  };
  try {
    await Promise.all(Array.from({ length: slots }, (_, slot) => work(firstSlot + slot)));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return { counts, disagreements };
}

/** A place in which projects are judged one after the other. */
class Bench {
  private readonly folder: string;

  constructor(
    private readonly judging: Judging,
    root: string,
    private readonly slot: number,
  ) {
    this.folder = path.join(root, `judge${slot}`);
  }

  async judge(project: JudgedProject): Promise<{ judgements: Judgement[]; statement: Statement }> {
    const { compose, socket } = this.judging;
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder);
    for (const [name, text] of Object.entries(filesOf(project, this.slot)))
      writeFileSync(path.join(this.folder, name), text);
    const statement = await statementOf(this.folder);
    const docker = { compose, socket, folder: this.folder, project: `hostside-judge${this.slot}` };
    return { judgements: compare(statement, await observe(docker)), statement };
  }

  async disagreement(project: JudgedProject, judgement: Judgement): Promise<Disagreement> {
    const { kind, verdict } = judgement;
    const isSame = (each: Judgement): boolean =>
      each.kind === kind &&
      each.verdict === verdict &&
      each.service === judgement.service &&
      saysAlike(each, judgement);
    const same = async (smaller: JudgedProject): Promise<boolean> =>
      (await this.judge(smaller)).judgements.some(isSame);
    const explained = reasonFor(judgement, project);
    const small = explained === undefined ? await shrunkProject(project, same) : project;
    const { judgements, statement } = await this.judge(small);
    const again = judgements.find(isSame) ?? judgement;
    return {
      judgement: again,
      project: small,
      files: filesOf(small, this.slot),
      findings: statement.findings,
      reason: explained,
    };
  }
}

/** Whether Docker ends with the same words, apart from names, numbers and IDs. */
function saysAlike(one: Judgement, other: Judgement): boolean {
  const last = ({ docker }: Judgement): string | undefined =>
    docker
      .trim()
      .split("\n")
      .at(-1)
      ?.replace(/"[^"]*"|[0-9a-f]{12,}|\d+/gu, "");
  return last(one) === last(other);
}
