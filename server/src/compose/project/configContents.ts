import { Memo } from "../../../../shared/memo";
import type { Steps } from "../syntax/steps";
import type { Block, Table } from "../values/table";
import { entriesOf, itemsOf, textOf, type Value } from "../values/value";

/** The entry of a service that holds the contents which it takes, beside those that are written; no attribute is called so. */
export const contentsEntry = "configs.content";

/**
 * Puts the `content` of each config that a service takes into the service. Contents of files and of other places are not
 * looked at (https://docs.docker.com/reference/compose-file/configs/).
 */
export class ConfigContents {
  private readonly takesAny = new Memo<Block<Value>, boolean>();
  private readonly blocks = new Memo<Block<Value>, Block<Value>>();
  private readonly services = new Memo<Value, Value>();

  /** The same table where no config has its content in the file, or no service takes one. */
  *joined(table: Table<Value>, configs: ReadonlyMap<string, Value>): Steps<Table<Value>> {
    const contents = new Map<string, Value>();
    for (const [name, config] of configs) {
      const content = entriesOf(config).get("content");
      if (content !== undefined) contents.set(name, content);
    }
    if (contents.size === 0 || !table.blocks.some((block) => this.namesAny(block))) return table;
    return yield* table.mappingBlocks((block) => (this.namesAny(block) ? this.block(block, contents) : block));
  }

  private namesAny(block: Block<Value>): boolean {
    return this.takesAny.of(block, ({ items }) => items.some((item) => entriesOf(item).has("configs")));
  }

  private block(block: Block<Value>, contents: ReadonlyMap<string, Value>): Block<Value> {
    const taken = block.items.map((item) => takenBy(item, contents));
    return this.blocks.get(block, taken.flat(), ({ names, items }) => ({
      names,
      items: items.map((item, at) => this.service(item, taken[at] ?? [])),
    }));
  }

  private service(item: Value, contents: readonly Value[]): Value {
    if (item.kind !== "mapping" || contents.length === 0) return item;
    return this.services.get(item, contents, () => {
      const held: Value = { kind: "sequence", at: item.at, items: contents };
      return { ...item, entries: new Map([...item.entries, [contentsEntry, held]]) };
    });
  }
}

function takenBy(service: Value, contents: ReadonlyMap<string, Value>): Value[] {
  return itemsOf(entriesOf(service).get("configs")).flatMap((item) => {
    const name = textOf(item.kind === "mapping" ? item.entries.get("source") : item);
    return (name === undefined ? undefined : contents.get(name)) ?? [];
  });
}
