import { Memo } from "../../../../shared/memo";
import { assignmentsIn, rawAssignmentsIn, type SetValue, valueNode } from "../interpolation/dotenv";
import type { VariableLookup } from "../interpolation/template";
import type { FileId } from "../syntax/node";
import { PlainText } from "../syntax/plainText";
import type { Steps } from "../syntax/steps";
import type { Block, Table } from "../values/table";
import { entriesOf, itemsOf, type MappingValue, type Origin, textOf, type Value } from "../values/value";
import { resolvePath } from "./paths";

/** The text of a file; the same object as long as it is the same text. */
export interface FoundText {
  readonly text: string;
  /** Findings about what it sets stand in it, and not where it is named. */
  readonly isShown?: boolean;
}

/** What is asked of whoever reads. */
export interface EnvironmentReading {
  /** The folder that the paths of a file start from. */
  readonly folderFor: (file: FileId) => string;
  readonly variables: VariableLookup;
  /** The texts of the files that could be read; all are asked for at once, so that they are read side by side. */
  readonly textsOf: (files: ReadonlySet<FileId>) => Steps<ReadonlyMap<FileId, FoundText>>;
}

/** An item of a service's `env_file`. */
interface Named {
  readonly at: Origin;
  readonly path: string;
  /** `format: raw`: nothing is a reference or a quote. */
  readonly raw: boolean;
}

/** The same with the file that it leads to. */
interface NamedFile extends Named {
  readonly file: FileId;
}

/** What each service of a block names; empty where none names anything. */
type InBlock<T> = readonly (readonly T[])[];

/** A file that could not be read adds nothing; one object, so that what hangs on it stays. */
const nothing: FoundText = { text: "" };

/**
 * Puts what the files of `env_file` set into the environment of their services, below what is written there: a later file wins
 * over an earlier one. Each value stands in its file where that one shows findings, and otherwise on the item that names it.
 * Source: compose-go types/project.go (WithServicesEnvironmentResolved), dotenv.
 */
export class EnvironmentFiles {
  private readonly named = new Memo<Block<Value>, InBlock<Named>>();
  private readonly files = new Memo<Block<Value>, InBlock<NamedFile>>();
  private readonly blocks = new Memo<Block<Value>, Block<Value>>();
  private readonly services = new Memo<Value, Value>();
  private readonly parsed = new Memo<FoundText, ReadonlyMap<string, SetValue>>();
  private readonly parsedRaw = new Memo<FoundText, ReadonlyMap<string, SetValue>>();
  private readonly chunks = new Memo<FoundText, PlainText>();

  /** The same table where no service names such a file. */
  *joined(table: Table<Value>, reading: EnvironmentReading): Steps<Table<Value>> {
    const files = new Set<FileId>();
    for (const block of table.blocks) {
      for (const ofService of this.filesOf(block, reading)) for (const { file } of ofService) files.add(file);
    }
    if (files.size === 0) return table;
    const texts = yield* reading.textsOf(files);
    return yield* table.mappingBlocks((block) => this.block(block, reading, texts));
  }

  /** Remembered by the block and by the folders of the files in which its services stand, mostly one. */
  private filesOf(block: Block<Value>, { folderFor }: EnvironmentReading): InBlock<NamedFile> {
    const named = this.named.of(block, ({ items }) => {
      const ofServices = items.map(namedBy);
      return ofServices.some(({ length }) => length > 0) ? ofServices : [];
    });
    if (named.length === 0) return [];
    const folders = new Map<FileId, string>();
    for (const { at } of named.flat()) if (!folders.has(at.file)) folders.set(at.file, folderFor(at.file));
    return this.files.get(block, [...folders.values()], () =>
      named.map((ofService) =>
        ofService.map((each) => ({ ...each, file: resolvePath(folders.get(each.at.file) ?? "", each.path) })),
      ),
    );
  }

  private block(block: Block<Value>, reading: EnvironmentReading, texts: ReadonlyMap<FileId, FoundText>): Block<Value> {
    const named = this.filesOf(block, reading);
    if (named.length === 0) return block;
    const textFor = ({ file }: NamedFile): FoundText => texts.get(file) ?? nothing;
    const found = named.flatMap((ofService) => ofService.map(textFor));
    return this.blocks.get(block, [reading.variables, ...found], ({ names, items }) => ({
      names,
      items: items.map((item, index) => {
        const files = named[index] ?? [];
        if (item.kind !== "mapping" || files.length === 0) return item;
        return this.services.get(item, [reading.variables, ...files.map(textFor)], () =>
          withEnvironment(
            item,
            files.map(({ at, file, raw }) => {
              const found = texts.get(file) ?? nothing;
              const chunk = this.chunks.of(found, ({ text }) => new PlainText(file, text));
              return { at, chunk, found, values: this.valuesOf(found, raw, reading.variables) };
            }),
          ),
        );
      }),
    }));
  }

  private valuesOf(found: FoundText, raw: boolean, variables: VariableLookup): ReadonlyMap<string, SetValue> {
    return raw
      ? this.parsedRaw.of(found, ({ text }) => rawAssignmentsIn(text))
      : this.parsed.get(found, [variables], ({ text }) => assignmentsIn(text, variables));
  }
}

/** Paths that are not known name nothing. */
function namedBy(service: Value): Named[] {
  const value = entriesOf(service).get("env_file");
  const items = value?.kind === "sequence" ? itemsOf(value) : value === undefined ? [] : [value];
  return items.flatMap((item) => {
    const entries = entriesOf(item);
    const written = item.kind === "mapping" ? entries.get("path") : item;
    const path = textOf(written);
    if (written === undefined || path === undefined || path === "") return [];
    return [{ at: written.at, path, raw: textOf(entries.get("format")) === "raw" }];
  });
}

interface ReadFile {
  readonly at: Origin;
  readonly chunk: PlainText;
  readonly found: FoundText;
  readonly values: ReadonlyMap<string, SetValue>;
}

function withEnvironment(service: MappingValue, files: readonly ReadFile[]): MappingValue {
  const written = service.entries.get("environment");
  const below = new Map<string, Value>();
  for (const { at: entry, chunk, found, values } of files) {
    for (const [key, set] of values) {
      const node = valueNode(chunk, set, entry.node);
      const fromFile = { entry: entry.node, node };
      const inFile = found.isShown === true ? { file: chunk.file, node, key: undefined } : {};
      const at = { ...entry, ...inFile, fromFile };
      below.delete(key);
      below.set(key, { kind: "scalar", at, text: set.text, unknown: undefined, isNull: false });
    }
  }
  if (below.size === 0) return service;
  return {
    ...service,
    entries: new Map([...service.entries, ["environment", joinedWith(written, below, service.at)]]),
  };
}

function joinedWith(written: Value | undefined, below: ReadonlyMap<string, Value>, at: Origin): Value {
  if (written?.kind === "sequence") {
    const items = [...below].map(([key, value]): Value =>
      value.kind === "scalar" ? { ...value, text: `${key}=${value.text ?? ""}` } : value,
    );
    return { ...written, items: [...items, ...written.items] };
  }
  if (written !== undefined && written.kind !== "mapping") return written;
  return {
    ...(written ?? { kind: "mapping" as const, at }),
    entries: new Map([...below, ...(written?.entries ?? [])]),
  };
}
