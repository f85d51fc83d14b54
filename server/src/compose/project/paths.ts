/**
 * Paths as file ids: absolute, with forward slashes, `/srv/app/compose.yaml` or `C:/app/compose.yaml`. Pure text, so that
 * the same code answers for files on disk and in memory.
 */

/** The folder that holds a file. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash <= 0 ? "/" : path.slice(0, slash);
}

/** Resolves a path as Compose does: relative to a folder unless it is absolute (compose-go loader/paths.go). */
export function resolvePath(folder: string, path: string): string {
  const forward = path.replaceAll("\\", "/");
  const absolute = forward.startsWith("/") || /^[a-zA-Z]:\//.test(forward);
  return normalize(absolute ? forward : `${folder}/${forward}`);
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function normalize(path: string): string {
  const drive = /^[a-zA-Z]:/.exec(path)?.[0] ?? "";
  const parts: string[] = [];
  for (const part of path.slice(drive.length).split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return `${drive}/${parts.join("/")}`;
}
