import { inEnglish, say, type Text } from "../../../shared/text";
import { type Unread, whyUnread } from "../compose/project/unread";

/** A file that is there and is not read, though the system would: a pipe, a device, or one of a size that nobody writes. */
export class NotRead extends Error {
  constructor(readonly unread: Unread) {
    super(inEnglish(whyUnread(unread)));
  }
}

/** Why a file could not be read, by the error with which a file system answered. */
export function unreadOf(error: unknown): Unread {
  if (error instanceof NotRead) return error.unread;
  switch (error instanceof Error && "code" in error ? error.code : undefined) {
    case "ENOENT":
    case "ENOTDIR":
      return "missing";
    case "EISDIR":
      return "folder";
    case "ELOOP":
      return "links";
    case "EACCES":
    case "EPERM":
      return "denied";
    default:
      return "unreadable";
  }
}

/** The error in plain words; the system's own where there are no better ones. */
export function reasonOf(error: unknown): string | Text {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "EROFS":
      return say`the file system is read-only`;
    case "ENOSPC":
      return say`the disk is full`;
    case "EDQUOT":
      return say`the disk quota is used up`;
    case "EFBIG":
      return say`it would be larger than the system allows`;
    case "EBUSY":
      return say`the system uses it`;
  }
  const reason = unreadOf(error);
  if (reason !== "unreadable" && code !== "ENOTDIR") return whyUnread(reason);
  return error instanceof Error ? error.message : String(error);
}
