import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { parentPort, workerData } from "node:worker_threads";
import { decode } from "../../src/workspace/decode";
import { mutateBytes } from "./mutateBytes";
import { mutateNodes } from "./mutateNodes";
import { Random } from "./random";
import { verify } from "./verify";

/** What scripts/fuzz/campaign.mjs hands over: every `step`th document from `first` on, made of these files. */
interface Work {
  readonly files: readonly string[];
  readonly seed: number;
  readonly first: number;
  readonly step: number;
  readonly documents: number;
  /** Milliseconds that no document may take. */
  readonly limit: number;
  /** Where the number of the document in hand is kept, for whoever watches. */
  readonly current: Int32Array<SharedArrayBuffer>;
}

const { files, seed, first, step, documents, limit, current } = workerData as Work;
const originals = files.map((file) => {
  const bytes = new Uint8Array(readFileSync(file));
  const decoded = decode(bytes);
  return { file, bytes, text: "text" in decoded ? decoded.text : "" };
});
const count = { documents: 0, unreadable: 0, findings: 0 };
for (let number = first; number < documents; number += step) {
  Atomics.store(current, 0, number);
  one(number);
}
parentPort?.postMessage({ count });

function one(number: number): void {
  const random = new Random(Math.imul(number + 1, 0x9e3779b1) ^ seed);
  const original = random.oneOf(originals);
  const text = mutated(original, random);
  count.documents += 1;
  if (text === undefined) {
    count.unreadable += 1;
    return;
  }
  const override = random.below(4) === 0 ? original.text : undefined;
  try {
    const began = performance.now();
    const { findings, outside } = verify(text, override);
    count.findings += findings;
    if (outside.length > 0) fail(number, original.file, text, outside.join("; "));
    // A busy machine makes anything slow once; what is slow by itself is slow each time.
    if (performance.now() - began > limit && [0, 1, 2].every(() => isSlow(text, override))) {
      fail(number, original.file, text, `it takes more than ${limit} ms`);
    }
  } catch (error) {
    fail(number, original.file, text, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function mutated(original: (typeof originals)[number], random: Random): string | undefined {
  if (random.below(2) === 0) {
    const text = mutateNodes(original.text, random);
    if (text !== undefined) return text;
  }
  const decoded = decode(mutateBytes(original.bytes, random));
  return "text" in decoded ? decoded.text : undefined;
}

function isSlow(text: string, override: string | undefined): boolean {
  const began = performance.now();
  verify(text, override);
  return performance.now() - began > limit;
}

function fail(number: number, file: string, text: string, problem: string): void {
  parentPort?.postMessage({ failure: { number, file, text, problem } });
}
