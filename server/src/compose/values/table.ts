import { pause, type Steps } from "../syntax/steps";

/** A run of a table's entries. Immutable: what is made of it is remembered by it. */
export interface Block<T> {
  readonly names: readonly string[];
  readonly items: readonly T[];
}

/** Large enough that a table of thousands has few blocks, small enough that making one anew is nothing. */
const blockSize = 64;

/**
 * Named entries in order, as a map, kept in blocks. A table that differs from another in one entry shares all other
 * blocks with it, so that whoever remembers results by block pays for one block and not for the table.
 */
export class Table<T> implements ReadonlyMap<string, T> {
  private flat: readonly T[] | undefined;

  private constructor(
    readonly blocks: readonly Block<T>[],
    private readonly index: TableIndex,
  ) {}

  /** Whether a map is one. */
  static is<T>(entries: ReadonlyMap<string, T>): entries is Table<T> {
    return entries instanceof Table;
  }

  /** The entries of a map; blocks that the previous table has in the same order are taken over. */
  static of<T>(entries: ReadonlyMap<string, T>, previous?: Table<T>): Table<T> {
    if (Table.is(entries)) return previous !== undefined && sameBlocks(entries, previous) ? previous : entries;
    return Table.ofItems([...entries.keys()], [...entries.values()], previous);
  }

  /** Names, each once, and their items, position by position. */
  static ofItems<T>(names: readonly string[], items: readonly T[], previous?: Table<T>): Table<T> {
    const known = previous?.blocks ?? [];
    let start = 0;
    let front = 0;
    for (; front < known.length && sameAt(known[front], names, items, start); front++) start += sizeOf(known[front]);
    let end = items.length;
    let back = known.length;
    for (; back > front; back--) {
      const block = known[back - 1];
      const from = end - sizeOf(block);
      if (from < start || !sameAt(block, names, items, from)) break;
      end = from;
    }
    if (previous !== undefined && front === known.length && start === items.length) return previous;
    const between: Block<T>[] = [];
    // The last block may be larger, so that typing beside a boundary does not leave crumbs.
    for (let at = start; at < end;) {
      const to = end - at < 2 * blockSize ? end : at + blockSize;
      between.push({ names: names.slice(at, to), items: items.slice(at, to) });
      at = to;
    }
    return Table.ofBlocks([...known.slice(0, front), ...between, ...known.slice(back)], previous);
  }

  /** Blocks as they are; where the names are those of `alike`, so is the index. */
  static ofBlocks<T>(blocks: readonly Block<T>[], alike?: Table<unknown>): Table<T> {
    const same =
      alike?.blocks.length === blocks.length && blocks.every((each, at) => sameNames(each, alike.blocks[at]));
    if (same) return new Table(blocks, alike.index);
    return new Table(blocks, { blocks, size: blocks.reduce((sum, { items }) => sum + items.length, 0) });
  }

  /** A table with each block replaced by what is made of it, block by block. */
  *mappingBlocks<U>(make: (block: Block<T>) => Block<U>): Steps<Table<U>> {
    const made: Block<U>[] = [];
    for (const block of this.blocks) {
      made.push(make(block));
      yield pause;
    }
    return Table.ofBlocks(made, this);
  }

  /** Stands for the names: the same object in tables that differ in their items alone. */
  get names(): object {
    return this.index;
  }

  /** Whether each name occurs once, as in a map. */
  get isUnique(): boolean {
    return this.places().size === this.index.size;
  }

  get size(): number {
    return this.index.size;
  }

  get(name: string): T | undefined {
    const place = this.places().get(name);
    return place === undefined ? undefined : this.blocks[place.block]?.items[place.item];
  }

  has(name: string): boolean {
    return this.places().has(name);
  }

  keys(): MapIterator<string> {
    return ([] as string[]).concat(...this.blocks.map(({ names }) => names)).values();
  }

  values(): MapIterator<T> {
    return this.all().values();
  }

  entries(): MapIterator<[string, T]> {
    return this.blocks
      .flatMap(({ names, items }) => names.map((name, at): [string, T] => [name, items[at] as T]))
      .values();
  }

  [Symbol.iterator](): MapIterator<[string, T]> {
    return this.entries();
  }

  forEach(visit: (item: T, name: string, table: ReadonlyMap<string, T>) => void): void {
    for (const [name, item] of this.entries()) visit(item, name, this);
  }

  private all(): readonly T[] {
    this.flat ??= ([] as T[]).concat(...this.blocks.map(({ items }) => items));
    return this.flat;
  }

  private places(): ReadonlyMap<string, Place> {
    this.index.places ??= new Map(
      this.index.blocks.flatMap(({ names }, block) =>
        names.map((name, item): [string, Place] => [name, { block, item }]),
      ),
    );
    return this.index.places;
  }
}

/** Where names stand, found when somebody asks; tables with the same names in the same blocks share one. */
interface TableIndex {
  readonly blocks: readonly Pick<Block<unknown>, "names">[];
  readonly size: number;
  places?: ReadonlyMap<string, Place>;
}

interface Place {
  readonly block: number;
  readonly item: number;
}

function sameBlocks(one: Table<unknown>, other: Table<unknown>): boolean {
  return one.blocks.length === other.blocks.length && one.blocks.every((block, at) => block === other.blocks[at]);
}

function sizeOf(block: Block<unknown> | undefined): number {
  return block?.items.length ?? 0;
}

function sameAt<T>(block: Block<T> | undefined, names: readonly string[], items: readonly T[], start: number): boolean {
  if (block === undefined || start + block.items.length > items.length) return false;
  for (let at = 0; at < block.items.length; at++) {
    if (block.items[at] !== items[start + at] || block.names[at] !== names[start + at]) return false;
  }
  return true;
}

function sameNames(one: Pick<Block<unknown>, "names">, other: Pick<Block<unknown>, "names"> | undefined): boolean {
  if (one.names === other?.names) return true;
  return one.names.length === other?.names.length && one.names.every((name, at) => name === other.names[at]);
}
