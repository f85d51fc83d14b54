import path from "node:path";

/**
 * Where the user's programs keep what they can make anew, with Hostside's own folder in it; `undefined` where the
 * environment tells no home. XDG Base Directory Specification; Apple's File System Programming Guide; Windows' known
 * folders.
 */
export function cacheFolder(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { XDG_CACHE_HOME, HOME, LOCALAPPDATA } = environment;
  if (platform === "win32") return LOCALAPPDATA ? path.win32.join(LOCALAPPDATA, "hostside", "Cache") : undefined;
  // The specification: a relative path is to be ignored.
  if (XDG_CACHE_HOME?.startsWith("/") === true) return path.posix.join(XDG_CACHE_HOME, "hostside");
  if (HOME?.startsWith("/") !== true) return undefined;
  return platform === "darwin"
    ? path.posix.join(HOME, "Library", "Caches", "hostside")
    : path.posix.join(HOME, ".cache", "hostside");
}
