import { isDeepStrictEqual } from "node:util";
import type { Diagnostic } from "vscode-languageserver";
import type { FileId } from "../compose/syntax/node";

/** The findings of a file that were answered last. */
interface Answered {
  readonly id: string;
  readonly items: readonly Diagnostic[];
}

/** Names what was answered of each file, so that who has it need not be sent it again. */
export class ResultIds {
  private readonly answered = new Map<FileId, Answered>();
  private count = 0;

  /** The session is part of each name: a server that was started anew answers with others. */
  constructor(private readonly session: string) {}

  /** The name of these findings: the one of the last ones where they are the same. */
  of(file: FileId, items: readonly Diagnostic[]): string {
    const before = this.answered.get(file);
    if (before !== undefined && areSame(before.items, items)) return before.id;
    this.count += 1;
    const id = `${this.session}-${this.count}`;
    this.answered.set(file, { id, items });
    return id;
  }

  /** Nobody asks for a file any more. */
  forget(file: FileId): void {
    this.answered.delete(file);
  }
}

/** An edit leaves most findings as they were, the same objects. */
function areSame(one: readonly Diagnostic[], other: readonly Diagnostic[]): boolean {
  if (one.length !== other.length) return false;
  return one.every((item, at) => item === other[at] || isDeepStrictEqual(item, other[at]));
}
