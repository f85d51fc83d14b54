import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Disagreement } from "./compare";
import { reasonFor, type Reason } from "./reasons";
import type { Case } from "./shared";

interface Part {
  agree: number;
  disagree: number;
  notCompared: number;
}

/** Counts what agrees and lists what does not, for people and, in out/agreement.json, for machines. */
export class Report {
  private readonly parts = new Map<string, Part>();
  private readonly rows: ({ part: string; file: string } & Disagreement & { why: string | undefined })[] = [];
  private readonly used = new Set<Reason>();

  /** Of one version of Compose, as the oracle names it. */
  constructor(private readonly version: string) {}

  /** Takes in one case; undefined where Compose's answer is none that can be compared. */
  add({ part, name }: Case, disagreements: readonly Disagreement[] | undefined): void {
    const counts = this.parts.get(part) ?? { agree: 0, disagree: 0, notCompared: 0 };
    this.parts.set(part, counts);
    if (disagreements === undefined) counts.notCompared += 1;
    else if (disagreements.length === 0) counts.agree += 1;
    else counts.disagree += 1;
    for (const disagreement of disagreements ?? []) {
      const reason = reasonFor(name, disagreement, this.version);
      if (reason !== undefined) this.used.add(reason);
      this.rows.push({ part, file: name, ...disagreement, why: reason?.why });
    }
  }

  /** Disagreements for which the table of reasons has no row. */
  get unexplained(): number {
    return this.rows.filter(({ why }) => why === undefined).length;
  }

  /** Whether this reason explained anything. */
  hasUsed(reason: Reason): boolean {
    return this.used.has(reason);
  }

  /** Writes every disagreement to the file, the frequent kinds first. */
  write(file: string): void {
    const order = this.kinds().map(([kind]) => kind);
    const rows = this.rows.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`);
  }

  /** The share that agrees, by part, and the most frequent kinds of disagreement. */
  text(): string {
    const shares = [...this.parts].map(([part, { agree, disagree, notCompared }]) => {
      const all = agree + disagree;
      const share = all === 0 ? "-" : ((100 * agree) / all).toFixed(2);
      const rest = notCompared === 0 ? "" : `; ${notCompared} that Compose refuses for reasons outside our scope`;
      return `${part}: ${agree} of ${all} files agree (${share} %)${rest}`;
    });
    const kinds = this.kinds()
      .slice(0, 20)
      .map(([kind, { files, example }]) => `  ${String(files.size).padStart(5)} files  ${kind}   e.g. ${example}`);
    return [...shares, ...(kinds.length > 0 ? ["The most frequent kinds of disagreement:"] : []), ...kinds].join("\n");
  }

  private kinds(): [string, { readonly files: Set<string>; readonly example: string }][] {
    const kinds = new Map<string, { readonly files: Set<string>; readonly example: string }>();
    for (const { kind, file, service } of this.rows) {
      const known = kinds.get(kind) ?? {
        files: new Set(),
        example: service === undefined ? file : `${file}: ${service}`,
      };
      kinds.set(kind, known);
      known.files.add(file);
    }
    return [...kinds].sort(([, one], [, other]) => other.files.size - one.files.size);
  }
}
