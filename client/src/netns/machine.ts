import { execFile } from "node:child_process";
import { readdir, readFile, readlink } from "node:fs/promises";

/** The machine that the extension host runs on, as far as reading namespaces needs it. Read-only. */
export interface Machine {
  /** True where programs may enter another process's namespace. */
  readonly privileged: boolean;
  /** The text of a file, or undefined where there is none or it may not be read. */
  read(file: string): Promise<string | undefined>;
  /** The names in a folder; none where there is no such folder or it may not be read. */
  list(folder: string): Promise<readonly string[]>;
  /** The target of a symbolic link, or undefined likewise. */
  link(file: string): Promise<string | undefined>;
  /** What a program printed, or undefined where it does not exist, fails, or takes too long. No shell is involved. */
  run(program: string, parameters: readonly string[], signal?: AbortSignal): Promise<string | undefined>;
}

/** A machine that is never the engine's, for remote engines and other platforms. */
export const foreignMachine: Machine = {
  privileged: false,
  read: () => Promise.resolve(undefined),
  list: () => Promise.resolve([]),
  link: () => Promise.resolve(undefined),
  run: () => Promise.resolve(undefined),
};

/** This machine. Only Linux has network namespaces to read; elsewhere it is like a foreign one. */
export function thisMachine(platform: NodeJS.Platform, userId: number | undefined): Machine {
  if (platform !== "linux") return foreignMachine;
  return {
    privileged: userId === 0,
    read: (file) => readFile(file, "utf8").catch(() => undefined),
    list: (folder) => readdir(folder).catch(() => []),
    link: (file) => readlink(file).catch(() => undefined),
    run: (program, parameters, signal) =>
      new Promise((resolve) => {
        const options = { timeout: 5000, maxBuffer: 8 * 1024 * 1024, ...(signal === undefined ? {} : { signal }) };
        execFile(program, [...parameters], options, (error, stdout) => resolve(error === null ? stdout : undefined));
      }),
  };
}
