import { execFile } from "node:child_process";
import { closeSync, constants, openSync, readdirSync, readFileSync, readlinkSync, readSync } from "node:fs";
import { readdir, readFile, readlink } from "node:fs/promises";
import type { Endpoint } from "../../docker/endpoint/endpoint";

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

/**
 * Files that the kernel writes from memory: read at once they take some 20 µs each, by way of other threads half a
 * millisecond, which fifty containers would feel. Not so the tables of sockets, which take the kernel milliseconds.
 */
const inMemory = /^\/(?:proc\/(?!.*\/net\/(?:tcp|udp)6?$)|sys\/class\/net\/)|^\/proc\/\d+\/root\/sys\/class\/net\//u;

/** Files as a process sees them: those of a container are whatever its image and its mounts made of them. */
const ofProcess = /^\/proc\/\d+\/root\//u;

/** As much as such a file may hold; those of sysfs have a page at most. */
const longestOfProcess = 64 * 1024;

/** The text of a file that may be anything: a pipe that nobody writes to, or a device without an end. */
function readBounded(file: string): string {
  // A pipe that is opened like this is empty; without it, opening one waits for a writer, and the editor with it.
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const bytes = Buffer.alloc(longestOfProcess);
    return bytes.toString("utf8", 0, readSync(descriptor, bytes, 0, longestOfProcess, null));
  } finally {
    closeSync(descriptor);
  }
}

/** What `read` gives, or undefined where it throws: what cannot be read is an answer here. */
function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The machine to read of an engine's host: what is reached over a network is another one than this. */
export function machineBehind(endpoint: Endpoint, thisOne: Machine): Machine {
  return endpoint.kind === "socket" ? thisOne : foreignMachine;
}

/** This machine. Only Linux has network namespaces to read; elsewhere it is like a foreign one. */
export function thisMachine(platform: NodeJS.Platform, userId: number | undefined): Machine {
  if (platform !== "linux") return foreignMachine;
  return {
    privileged: userId === 0,
    read: (file) => {
      if (ofProcess.test(file)) return Promise.resolve(orNothing(() => readBounded(file)));
      return inMemory.test(file)
        ? Promise.resolve(orNothing(() => readFileSync(file, "utf8")))
        : readFile(file, "utf8").catch(() => undefined);
    },
    list: (folder) =>
      inMemory.test(folder)
        ? Promise.resolve(orNothing(() => readdirSync(folder)) ?? [])
        : readdir(folder).catch(() => []),
    link: (file) =>
      inMemory.test(file)
        ? Promise.resolve(orNothing(() => readlinkSync(file)))
        : readlink(file).catch(() => undefined),
    run: (program, parameters, signal) =>
      new Promise((resolve) => {
        const options = { timeout: 5000, maxBuffer: 8 * 1024 * 1024, ...(signal === undefined ? {} : { signal }) };
        execFile(program, [...parameters], options, (error, stdout) => resolve(error === null ? stdout : undefined));
      }),
  };
}
