import { inEnglish } from "../../../shared/text";
import { randomBytes } from "node:crypto";
import { constants, type Stats } from "node:fs";
import { access, type FileHandle, open, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { reasonOf } from "./unreadOf";

/** What became of a file that was to be replaced: `changed` where it holds something else than was expected. */
export type Replacement =
  { readonly kind: "replaced" } | { readonly kind: "changed" } | { readonly kind: "left"; readonly reason: string };

/** How the drafts are named that a file is written as before it takes the other's place. */
const draftName = /^\.hostside-[0-9a-f]{16}\.tmp$/;

/** Why a file may not be replaced by another, in words; undefined where it may. */
export async function whyNotReplaceable(file: string): Promise<string | undefined> {
  try {
    const target = await realpath(file);
    await access(target, constants.W_OK);
    // The other name would keep what was there.
    if ((await stat(target)).nlink > 1) return "it has a second name (a hard link), which would stay as it is";
    return await access(path.dirname(target), constants.W_OK).then(
      () => undefined,
      () => "it is replaced as a whole, and no file may be made in its folder",
    );
  } catch (error) {
    return inEnglish(reasonOf(error));
  }
}

/**
 * Puts other bytes in place of a file's, all or none of them: a draft beside it is written, brought to the disk and renamed.
 * Mode, and owner where that is allowed, stay; a symbolic link stays, and what it leads to is replaced. What was saved since
 * `expected` was read is left alone. `read` reads a file as the caller does.
 */
export async function replaceFile(
  file: string,
  expected: Uint8Array,
  bytes: Uint8Array,
  read: (path: string) => Promise<Uint8Array>,
  drafts: Set<string>,
): Promise<Replacement> {
  let draft: string | undefined;
  try {
    const target = await realpath(file);
    const stats = await stat(target);
    draft = path.join(path.dirname(target), `.hostside-${randomBytes(8).toString("hex")}.tmp`);
    drafts.add(draft);
    const handle = await open(draft, "wx", 0o600);
    try {
      await handle.writeFile(bytes);
      await keepOwnerAndMode(handle, stats);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if ((await realpath(file)) !== target || !sameBytes(await read(target), expected)) return { kind: "changed" };
    await rename(draft, target);
    drafts.delete(draft);
    draft = undefined;
    await syncFolder(path.dirname(target));
    return { kind: "replaced" };
  } catch (error) {
    return { kind: "left", reason: inEnglish(reasonOf(error)) };
  } finally {
    if (draft !== undefined) {
      await rm(draft, { force: true }).catch(() => undefined);
      drafts.delete(draft);
    }
  }
}

/** Drafts beside a file that a run left which was killed; none of them is a file that somebody uses. */
export async function draftsBeside(file: string): Promise<string[]> {
  try {
    const folder = path.dirname(await realpath(file));
    return (await readdir(folder)).filter((name) => draftName.test(name)).map((name) => path.join(folder, name));
  } catch {
    // A folder that may not be listed holds a draft or not.
    return [];
  }
}

/** Only root may give files away, and others not to every group; the mode is set last, since a new owner takes bits off it. */
async function keepOwnerAndMode(handle: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  const own = await handle.stat();
  if (own.uid !== uid || own.gid !== gid) {
    await handle.chown(uid, gid).catch(() => handle.chown(own.uid, gid).catch(() => undefined));
  }
  await handle.chmod(mode & 0o7777);
}

/** A rename is on the disk when its folder is; Windows cannot, and needs not, do that. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
