import { Memo } from "../../../../shared/memo";
import type { VariableLookup } from "../interpolation/template";
import type { ComposeDocument } from "../syntax/document";
import type { Pair } from "../syntax/node";
import type { Evaluated, Evaluator } from "../values/evaluator";
import { type Block, Table } from "../values/table";
import type { Value } from "../values/value";
import type { Steps } from "../syntax/steps";

/** The values of a top-level section by name, and the texts in it that Compose refuses to interpolate. */
export interface Section {
  readonly entries: ReadonlyMap<string, Value>;
  readonly invalid: Evaluated["invalid"];
}

interface ReadBlock {
  readonly values: Block<Value>;
  readonly invalid: Evaluated["invalid"];
}

/** Reads sections entry by entry, and remembers blocks of entries that are the same as before. */
export class SectionReader {
  /** The last reading of each section, by file and name: its blocks are taken over. */
  private readonly tables = new Map<string, Table<Pair>>();
  private readonly blocks = new Memo<Block<Pair>, ReadBlock>();

  *read(
    document: ComposeDocument,
    name: string,
    pairs: readonly Pair[],
    variables: VariableLookup,
    evaluator: Evaluator,
  ): Steps<Section> {
    const key = `${document.file} ${name}`;
    const names = pairs.map(({ key: { text } }) => text);
    const table = Table.ofItems(names, pairs, this.tables.get(key));
    this.tables.set(key, table);
    const invalid: Evaluated["invalid"][number][] = [];
    const values = yield* table.mappingBlocks((block) => {
      const read = this.block(document, block, variables, evaluator);
      invalid.push(...read.invalid);
      return read.values;
    });
    // Compose refuses a name that occurs twice; until it is mended the last one counts, at the place of the first.
    return { entries: table.isUnique ? values : new Map(values), invalid };
  }

  private block(
    document: ComposeDocument,
    block: Block<Pair>,
    variables: VariableLookup,
    evaluator: Evaluator,
  ): ReadBlock {
    return this.blocks.get(block, [variables, document.anchors()], ({ names, items: pairs }, before) => {
      const evaluated = pairs.map(({ key, value }) => evaluator.evaluate(document, value, key, variables));
      const items = evaluated.map(({ value }) => value);
      const same = before !== undefined && items.every((item, at) => item === before.values.items[at]);
      return {
        values: same ? before.values : { names, items },
        invalid: evaluated.flatMap(({ invalid }) => invalid),
      };
    });
  }
}
