import path from "node:path";

/** The identifiers of the extensions that were put beside ours in this window. */
export const standIns: readonly string[] = (process.env.HOSTSIDE_TEST_BESIDE ?? "")
  .split(path.delimiter)
  .filter((folder) => folder !== "")
  .map((folder) => path.basename(folder).replace(/-[\d.]+$/u, ""));
