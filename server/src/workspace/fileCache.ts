import type { FoundText } from "../compose/project/environmentFiles";
import { folderOf } from "../compose/project/paths";
import type { FileSource } from "../compose/project/source";
import type { Unread } from "../compose/project/unread";
import type { Steps } from "../compose/syntax/steps";
import { ComposeDocument } from "../compose/syntax/document";
import type { FileId } from "../compose/syntax/node";
import { decode } from "./decode";
import type { FileSystem } from "./fileSystem";
import { asLongAs, longestTurn, NoLongerAsked, type StillAsked, Turns } from "./turns";
import { unreadOf } from "./unreadOf";

/** A text in the editor, and the version before it that makes parsing quick. */
interface OpenText {
  readonly text: string;
  /** Findings about what a file of variables sets stand in it where somebody sees them there. */
  readonly isShown: true;
  readonly previous: ComposeDocument | undefined;
  parsed?: ComposeDocument;
}

/** A file as it was on disk. What is no text of a Compose file may be one of a `.env` file all the same. */
interface FileOnDisk {
  readonly text: string | undefined;
  /** The text, the same object for as long as it is what was read. */
  readonly found: FoundText | undefined;
  readonly unread: Unread | undefined;
  readonly stamp: string;
  parsed?: ComposeDocument;
}

/** A text of either kind that is parsed when somebody asks. */
interface ParsedOnce {
  readonly text: string;
  readonly previous?: ComposeDocument | undefined;
  parsed?: ComposeDocument;
}

/** Files that are read at the same time: the system's descriptors are few. */
const readAtOnce = 16;

/**
 * The files of projects: what is open in the editor as it is there, everything else as it was on disk when it was last
 * looked at. Answers at once; what nobody has looked at yet is looked at by {@link settle}.
 */
export class FileCache implements FileSource {
  private readonly opened = new Map<FileId, OpenText>();
  private readonly onDisk = new Map<FileId, FileOnDisk>();
  /** The files that are being read; one that changes meanwhile is no longer here. */
  private readonly reading = new Map<FileId, Promise<void>>();
  /** Files that were looked at and that nobody uses any more. */
  private readonly forgotten = new Set<FileId>();
  /** The names in folders, until something in them is another. */
  private readonly listed = new Map<string, Promise<readonly string[]>>();

  constructor(
    private readonly files: FileSystem,
    private readonly turns = new Turns(),
    /** Findings about what a file of variables sets stand in it: in every one, or in those that are open. */
    private readonly showsIn: "every file" | "open files" = "every file",
  ) {}

  readonly document = (file: FileId): ComposeDocument | Unread | "pending" => {
    const opened = this.opened.get(file);
    if (opened !== undefined) {
      opened.parsed ??= ComposeDocument.parse(file, opened.text, opened.previous);
      return opened.parsed;
    }
    const known = this.onDisk.get(file);
    if (known === undefined) return "pending";
    if (known.text === undefined || known.unread !== undefined) return known.unread ?? "unreadable";
    known.parsed ??= ComposeDocument.parse(file, known.text);
    return known.parsed;
  };

  readonly text = (file: FileId): FoundText | Unread | "pending" => {
    const opened = this.opened.get(file);
    if (opened !== undefined) return opened;
    const known = this.onDisk.get(file);
    if (known === undefined) return "pending";
    return known.found ?? known.unread ?? "unreadable";
  };

  /**
   * The editor's text of a file, which is parsed when somebody asks: only what changed since the last one. Answers whether
   * it is another text.
   */
  open(file: FileId, text: string): boolean {
    const known = this.opened.get(file);
    if (known?.text === text) return false;
    this.opened.set(file, { text, isShown: true, previous: known?.parsed ?? known?.previous });
    return true;
  }

  /** Reads a file, if that has to be, and parses it little by little: a large one keeps nobody waiting who asks for another. */
  async prepare(file: FileId, stillAsked: StillAsked = () => true): Promise<void> {
    if (this.text(file) === "pending") await this.look(file);
    const wanted = this.kept(file);
    if (wanted === undefined || wanted.parsed !== undefined) return;
    const steps = ComposeDocument.parsing(file, wanted.text, wanted.previous);
    const parsed = await this.inTurns(
      steps,
      asLongAs(stillAsked, () => this.kept(file) === wanted && wanted.parsed === undefined),
    );
    if (parsed !== undefined) wanted.parsed ??= parsed;
    else if (stillAsked()) await this.prepare(file, stillAsked);
    else throw new NoLongerAsked();
  }

  readonly takesTime = (file: FileId): boolean => {
    const known = this.kept(file);
    return known === undefined ? this.text(file) === "pending" : known.parsed === undefined;
  };

  /**
   * Takes the steps of a computation: looks at what it needs, and lets others go first when it has had its turn. Undefined as
   * soon as it finds, after a turn, that it is not to go on.
   */
  async inTurns<T>(steps: Steps<T>, goesOn: StillAsked): Promise<T | undefined> {
    for (let began = performance.now(); ;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      const { documents, texts } = step.value;
      if (documents.length + texts.length > 0) {
        const unknown = documents.filter((file) => this.text(file) === "pending");
        await severalAtOnce([...texts, ...unknown], (file) => this.look(file));
        for (const file of documents) await this.prepare(file, goesOn);
      } else if (performance.now() - began < longestTurn) continue;
      else await this.turns.next(goesOn.inBackground);
      if (!goesOn()) return undefined;
      began = performance.now();
    }
  }

  /** What is to be parsed, once for all who ask; undefined where there is no text of a Compose file. */
  private kept(file: FileId): ParsedOnce | undefined {
    const opened = this.opened.get(file);
    if (opened !== undefined) return opened;
    const known = this.onDisk.get(file);
    return known?.unread === undefined && known?.text !== undefined ? (known as ParsedOnce) : undefined;
  }

  /** Whether a file has been looked at and is text from its beginning to its end. */
  isText(file: FileId): boolean {
    return this.kept(file) !== undefined;
  }

  /** Looks at files that nobody has looked at yet, several at the same time. */
  async lookAt(files: readonly FileId[]): Promise<void> {
    const unknown = files.filter((file) => this.text(file) === "pending");
    await severalAtOnce(unknown, (file) => this.look(file));
  }

  isOpen(file: FileId): boolean {
    return this.opened.has(file);
  }

  /** From now on the file is what the disk says. */
  close(file: FileId): void {
    this.opened.delete(file);
    this.changedOnDisk(file);
  }

  /** The file on disk is another now, or gone, or new. Answers whether somebody looked at it before. */
  changedOnDisk(file: FileId): boolean {
    // Whoever reads it at the moment may have what was there before.
    const wasReading = this.reading.delete(file);
    this.listed.delete(folderOf(file));
    const wasForgotten = this.forgotten.delete(file);
    return this.onDisk.delete(file) || wasForgotten || wasReading;
  }

  /** Lets go the syntax of files on the disk that nobody uses: it takes many times the room of their text. */
  release(isUsed: (file: FileId) => boolean): void {
    for (const [file, known] of this.onDisk) if (!isUsed(file)) delete known.parsed;
  }

  /**
   * Forgets the files on the disk that have no part in what is open: they are used by nobody, and do not lie in a folder in which
   * projects of an open file are looked for, its own or one above. They are not compared with the disk any more, and are read
   * anew when somebody asks; that one of them changed is still told.
   */
  forget(isUsed: (file: FileId) => boolean): void {
    const searched = new Set<string>();
    for (const file of this.opened.keys()) {
      for (let folder = folderOf(file); !searched.has(folder); folder = folderOf(folder)) searched.add(folder);
    }
    for (const file of this.onDisk.keys()) {
      if (isUsed(file) || searched.has(folderOf(file))) continue;
      this.onDisk.delete(file);
      this.forgotten.add(file);
    }
  }

  /** The files that were looked for on the disk, whether they are there or not. */
  taken(): Iterable<FileId> {
    return this.onDisk.keys();
  }

  /**
   * Compares what is known of the disk with the disk: nobody tells of every file. Answers which have changed; these are
   * then read anew.
   */
  async compareWithDisk(): Promise<readonly FileId[]> {
    const changed: FileId[] = [];
    this.listed.clear();
    await severalAtOnce([...this.onDisk], async ([file, known]) => {
      const { stamp } = await this.stampOf(file);
      if (stamp === known.stamp || this.onDisk.get(file) !== known) return;
      this.changedOnDisk(file);
      changed.push(file);
    });
    return changed;
  }

  /** Repeats a computation until every file that it asks for has been looked at. */
  async settle<T extends { readonly pending: readonly FileId[] }>(compute: () => T): Promise<T> {
    for (;;) {
      const result = compute();
      if (result.pending.length === 0) return result;
      await severalAtOnce(result.pending, (file) => this.look(file));
    }
  }

  /**
   * The names of the files in a folder, as it was when it was last listed: a key that is typed waits for no disk. None where
   * it cannot be listed.
   */
  namesIn(folder: string): Promise<readonly string[]> {
    const known = this.listed.get(folder);
    if (known !== undefined) return known;
    const listing = this.list(folder);
    this.listed.set(folder, listing);
    return listing;
  }

  private async list(folder: string): Promise<readonly string[]> {
    const names: string[] = [];
    try {
      for await (const { name, kind } of this.files.list(folder)) if (kind === "file") names.push(name);
    } catch {
      // Whoever asks wants to know what else is there, and can do without.
      return [];
    }
    return names.sort();
  }

  /** Reads a file once for all who wait for it. */
  private look(file: FileId): Promise<void> {
    const known = this.reading.get(file);
    if (known !== undefined) return known;
    const reading: Promise<void> = this.read(file).then((found) => {
      // One that changed while it was read is asked for again.
      if (this.reading.get(file) !== reading) return;
      this.reading.delete(file);
      this.onDisk.set(file, found);
      this.forgotten.delete(file);
    });
    this.reading.set(file, reading);
    return reading;
  }

  private async read(file: FileId): Promise<FileOnDisk> {
    // Before it is read: what is written meanwhile makes another stamp.
    const { stamp, isThere } = await this.stampOf(file);
    // Most files that are looked for are not there: reading one would ask the disk the same again.
    if (!isThere) return { text: undefined, found: undefined, unread: stamp, stamp };
    try {
      const decoded = decode(await this.files.read(file));
      const isShown = this.showsIn === "every file";
      const found = (text: string | undefined): Pick<FileOnDisk, "text" | "found"> => ({
        text,
        found: text === undefined ? undefined : { text, isShown },
      });
      if ("text" in decoded) return { ...found(decoded.text), unread: undefined, stamp };
      return { ...found(decoded.inPart), unread: decoded.unread, stamp };
    } catch (error) {
      return { text: undefined, found: undefined, unread: unreadOf(error), stamp };
    }
  }

  private async stampOf(
    file: FileId,
  ): Promise<{ readonly isThere: true; readonly stamp: string } | { readonly isThere: false; readonly stamp: Unread }> {
    try {
      return { isThere: true, stamp: (await this.files.look(file)).stamp };
    } catch (error) {
      return { isThere: false, stamp: unreadOf(error) };
    }
  }
}

async function severalAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const workers = Array.from({ length: Math.min(readAtOnce, items.length) }, async () => {
    for (const item of left) await work(item);
  });
  await Promise.all(workers);
}
