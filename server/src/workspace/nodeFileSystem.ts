import { constants, type Dirent, type Stats } from "node:fs";
import { type FileHandle, open, opendir, stat } from "node:fs/promises";
import { mostMegabytes } from "../compose/project/unread";
import type { FileState, FileSystem } from "./fileSystem";
import { NotRead } from "./unreadOf";

const mostBytes = mostMegabytes * 1024 * 1024;
/** What is read at first of a file that says it is empty: those of `/proc` do. */
const firstBytes = 4096;

/**
 * The machine's own files. Nothing but a regular file is ever opened or read: a pipe would hold up a thread until somebody
 * writes to it, and some devices do something when they are opened.
 */
export const nodeFileSystem: FileSystem = {
  read: async (path) => {
    const stats = await stat(path);
    if (await isNull(stats)) return new Uint8Array();
    refuse(stats);
    // Without O_NONBLOCK a pipe that took the file's place meanwhile would wait for a writer. Windows has no such flag.
    const handle = await open(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
    try {
      const opened = await handle.stat();
      refuse(opened);
      return await bytesOf(handle, opened.size);
    } finally {
      await handle.close();
    }
  },
  list: async function* (path) {
    // Read piece by piece: a folder may have a million entries.
    for await (const entry of await opendir(path, { bufferSize: 256 })) yield { name: entry.name, kind: kindOf(entry) };
  },
  look: async (path): Promise<FileState> => {
    const stats = await stat(path, { bigint: true });
    const stamp = [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(" ");
    return { kind: stats.isDirectory() ? "folder" : stats.isFile() ? "file" : "other", stamp };
  },
};

/** A link is taken for a file; whoever reads it learns what it leads to. */
function kindOf(entry: Dirent): "file" | "folder" | "other" {
  if (entry.isDirectory()) return "folder";
  return entry.isFile() || entry.isSymbolicLink() ? "file" : "other";
}

function refuse(stats: Stats): void {
  if (stats.isDirectory()) throw new NotRead("folder");
  if (!stats.isFile()) throw new NotRead("special");
  if (stats.size > mostBytes) throw new NotRead("large");
}

/** `/dev/null` is what people name for an empty file. */
async function isNull(stats: Stats): Promise<boolean> {
  if (!stats.isCharacterDevice()) return false;
  const known = await stat("/dev/null").catch(() => undefined);
  return known?.isCharacterDevice() === true && known.rdev === stats.rdev;
}

/** A file's size may be wrong, and it may have no end; some wait for more where others end. */
async function bytesOf(handle: FileHandle, size: number): Promise<Uint8Array> {
  let bytes = new Uint8Array(Math.max(size + 1, firstBytes));
  let length = 0;
  for (;;) {
    if (length > mostBytes) throw new NotRead("large");
    if (length === bytes.length) {
      const more = new Uint8Array(Math.min(bytes.length * 2, mostBytes + 1));
      more.set(bytes);
      bytes = more;
    }
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length).catch(endless);
    if (bytesRead === 0) return bytes.subarray(0, length);
    length += bytesRead;
  }
}

function endless(error: unknown): never {
  if (error instanceof Error && "code" in error && error.code === "EAGAIN") throw new NotRead("special");
  throw error;
}
