import type { FileId } from "../compose/syntax/node";
import { faultInWords, once, type OnFault, stackOf } from "../linter/fault";

/** An error of Hostside itself, beside the file that was looked at. */
export interface Fault {
  readonly path: string;
  /** Undefined where no rule threw. */
  readonly rule: string | undefined;
  readonly sentence: string;
  /** Where it was thrown, a line each. */
  readonly stack: readonly string[];
  /** What whoever runs the check reads of it. */
  readonly lines: readonly [string, ...string[]];
}

/** A fault whose path is as the terminal shows it. */
export type PrintedFault = Omit<Fault, "lines">;

/** Lines of a stack that are printed: the first ones say where it was thrown. */
const mostLines = 8;

/** The faults of one run, each once for every file. */
export class Faults {
  private readonly known: Fault[] = [];

  readonly ofRule: OnFault = once((fault) => {
    const { rule, file, error } = fault;
    this.add(file ?? "", rule, faultInWords(fault), error, "The findings of this rule may be incomplete.");
  });

  /** A file that could not be checked at all. */
  ofFile(file: FileId, error: unknown): void {
    const sentence = `internal error: ${error instanceof Error ? error.message : String(error)}`;
    if (this.known.some((fault) => fault.path === file && fault.sentence === sentence)) return;
    this.add(file, undefined, sentence, error, "The file was not checked.");
  }

  get found(): readonly Fault[] {
    return this.known;
  }

  private add(path: string, rule: string | undefined, sentence: string, error: unknown, effect: string): void {
    const stack = stackOf(error).split("\n").slice(0, mostLines);
    const first = `${sentence}. ${effect} Everything else was done. This is a fault of Hostside: please report it with these lines.`;
    this.known.push({ path, rule, sentence, stack, lines: [first, ...stack.map((line) => `    ${line.trim()}`)] });
  }
}
