import type { Machine } from "./machine";

/** The extension host's own process, the one that started it, and the file of the program that both are. */
export interface EditorProcess {
  readonly pid: number;
  readonly parent: number;
  readonly program: string;
}

/** So far up are parents followed. */
const deepest = 16;

/**
 * True for a process of the editor that this extension runs in: its server, extension hosts, language servers, its port
 * forwarding. Terminals and what runs in them descend from the editor too, and are other programs.
 */
export async function isOfEditor(machine: Machine, editor: EditorProcess, pid: number): Promise<boolean> {
  // Whose parent has ended is a child of the first process, as everybody else is.
  const ancestors = new Set([editor.pid, ...(editor.parent > 1 ? [editor.parent] : [])]);
  if (ancestors.has(pid)) return true;
  if ((await machine.link(`/proc/${pid}/exe`)) !== editor.program) return false;
  let parent: number | undefined = pid;
  for (let depth = 0; depth < deepest && parent !== undefined && parent > 1; depth++) {
    parent = await parentOf(machine, parent);
    if (parent !== undefined && ancestors.has(parent)) return true;
  }
  return false;
}

async function parentOf(machine: Machine, pid: number): Promise<number | undefined> {
  const parent = /^PPid:\s+(\d+)/mu.exec((await machine.read(`/proc/${pid}/status`)) ?? "")?.[1];
  return parent === undefined ? undefined : Number(parent);
}
