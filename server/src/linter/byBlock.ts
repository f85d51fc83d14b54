import type { Service } from "../compose/model/service";
import type { Chunk } from "../compose/syntax/node";
import { pause, type Steps } from "../compose/syntax/steps";
import type { Block } from "../compose/values/table";
import type { OfService } from "./serviceFindings";

/** Findings outside of services' own text, by the block of services in whose text they stand. */
export interface ByBlock {
  /** At the index of each block; none where nothing stands in its text. */
  readonly inBlocks: readonly (readonly OfService[] | undefined)[];
  /** In text that no block has alone: behind an alias at the top, in another file, in a flow line with all services. */
  readonly others: readonly OfService[];
}

/** Findings that are looked at in one step. */
const stepLength = 1_024;

/** Sorts findings by the blocks whose text they stand in: those at one place are in one block, in their order. */
export function* byBlock(blocks: readonly Block<Service>[], findings: readonly OfService[]): Steps<ByBlock> {
  const inBlocks: (OfService[] | undefined)[] = [];
  const others: OfService[] = [];
  if (findings.length === 0) return { inBlocks, others };
  const owners = yield* ownersOfChunks(new Set(findings.map(({ finding }) => finding.at.chunk)), blocks);
  for (const [index, each] of findings.entries()) {
    if (index % stepLength === 0) yield pause;
    const block = owners.get(each.finding.at.chunk) ?? severalBlocks;
    if (block === severalBlocks) others.push(each);
    else (inBlocks[block] ??= []).push(each);
  }
  return { inBlocks, others };
}

const severalBlocks = -1;

/** The index of the block whose services stand in each of these chunks. */
function* ownersOfChunks(
  wanted: ReadonlySet<Chunk>,
  blocks: readonly Block<Service>[],
): Steps<ReadonlyMap<Chunk, number>> {
  const owners = new Map<Chunk, number>();
  for (const [block, { items }] of blocks.entries()) {
    for (const { at } of items) {
      const { chunk } = at.node;
      if (wanted.has(chunk)) owners.set(chunk, (owners.get(chunk) ?? block) === block ? block : severalBlocks);
    }
    yield pause;
  }
  return owners;
}
