import type { Texts } from "../model";

/** A file of /proc/net. */
export interface ProcNetFile {
  readonly name: string;
  /** How it begins, to be known in what `cat` printed of several; those without a heading are known by their columns. */
  readonly begins?: RegExp;
}

/** Files of /proc/net by their names, as far as they could be read. */
export type ProcNetFiles = Readonly<Partial<Record<string, string>>>;

/** Where the texts of /proc/net are kept among all. */
export const procNetFolder = "/proc/net/";

/** The command that prints those of these files that can be told apart again by {@link splitProcNet}. */
export function catCommand(files: readonly ProcNetFile[]): string[] {
  return ["cat", ...files.filter(({ begins }) => begins !== undefined).map(({ name }) => `${procNetFolder}${name}`)];
}

/**
 * Takes apart what {@link catCommand} printed: each file is known by how it begins, so that one program run inside the
 * container serves for all of them. What stands before the first is left out: a program may say something of its own.
 * if_inet6 and ipv6_route are absent where IPv6 is off. Never throws.
 */
export function splitProcNet(text: string, files: readonly ProcNetFile[]): ProcNetFiles {
  const parts: Partial<Record<string, string>> = {};
  let part: string | undefined;
  for (const line of text.split("\n")) {
    part = files.find(({ begins }) => begins?.test(line) === true)?.name ?? part;
    if (part !== undefined) parts[part] = `${parts[part] ?? ""}${line}\n`;
  }
  return parts;
}

/** The files of /proc/net among the texts of a namespace. */
export function procNetOf(texts: Texts): ProcNetFiles {
  const found = [...texts].filter(([key]) => key.startsWith(procNetFolder));
  return Object.fromEntries(found.map(([key, text]) => [key.slice(procNetFolder.length), text]));
}

/** Files of /proc/net under the names by which texts are kept. */
export function textsOfProcNet(files: ProcNetFiles): Map<string, string> {
  const found = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new Map(found.map(([name, text]) => [`${procNetFolder}${name}`, text]));
}
