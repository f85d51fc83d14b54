import { programName } from "./programName";

/**
 * The program that holds each socket, by inode, as a container's own `ls` and `head` see it: `ls -l /proc/[0-9]*\/fd` and
 * `head -n 1` of the files `comm` and `cmdline` there. Processes of other users are not looked into by the kernel, so
 * that not every socket has one. Never throws.
 */
export function parsePrograms(descriptors: string, names: string): Map<string, string> {
  const told = new Map<string, { comm: string; cmdline: string }>();
  // `head` begins each file with its name. One line of each: nothing in a file can look like the next one's name.
  for (const part of names.split(/^==> /mu)) {
    const [, pid, file, text = ""] = /^\/proc\/(\d+)\/(comm|cmdline) <==\n([^\n]*)/u.exec(part) ?? [];
    if (pid === undefined) continue;
    const before = told.get(pid) ?? { comm: "", cmdline: "" };
    told.set(pid, file === "comm" ? { ...before, comm: text } : { ...before, cmdline: text });
  }
  const found = new Map<string, string>();
  let process = "";
  for (const line of descriptors.split("\n")) {
    process = /^\/proc\/(\d+)\/fd:$/u.exec(line)?.[1] ?? process;
    const inode = / -> socket:\[(\d+)\]$/u.exec(line)?.[1];
    const name = told.get(process);
    // The first to have opened it has the smallest number, and is listed first.
    if (inode === undefined || name === undefined || found.has(inode)) continue;
    const program = programName(name.comm, name.cmdline);
    if (program !== "") found.set(inode, program);
  }
  return found;
}
