import { expect, test } from "vitest";
import { cacheFolder } from "../../src/start/cacheFolder";

test.each([
  ["linux", { HOME: "/home/ann" }, "/home/ann/.cache/hostside"],
  ["linux", { HOME: "/home/ann", XDG_CACHE_HOME: "/var/cache/ann" }, "/var/cache/ann/hostside"],
  ["linux", { HOME: "/home/ann", XDG_CACHE_HOME: "relative" }, "/home/ann/.cache/hostside"],
  ["linux", { HOME: "/home/ann", XDG_CACHE_HOME: "" }, "/home/ann/.cache/hostside"],
  ["linux", {}, undefined],
  ["linux", { HOME: "" }, undefined],
  ["darwin", { HOME: "/Users/ann" }, "/Users/ann/Library/Caches/hostside"],
  ["win32", { LOCALAPPDATA: "C:\\Users\\ann\\AppData\\Local" }, "C:\\Users\\ann\\AppData\\Local\\hostside\\Cache"],
  ["win32", { HOME: "/home/ann" }, undefined],
] as const)("on %s with %o it is %s", (platform, environment, folder) => {
  expect(cacheFolder(platform, environment)).toBe(folder);
});
