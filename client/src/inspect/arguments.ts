import { parseArgs } from "node:util";
import { formats, options, parts, questions, type Format, type Part, type Question } from "./options";

/** What the command line asks for. */
export type Request =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "usage-error"; readonly message: string }
  | InspectRequest;

/** A question to an engine. */
export interface InspectRequest {
  readonly kind: "inspect";
  readonly question: Question;
  /** What stands behind the question: a port, or names. */
  readonly words: readonly string[];
  readonly format: Format;
  readonly part: Part;
  /** The engine's address and context; both empty for the usual one. */
  readonly host: string;
  readonly context: string;
  readonly helperImage: string | undefined;
}

/** How many words a question takes behind it, at least and at most. */
const counts: Readonly<Record<Question, readonly [number, number]>> = {
  ports: [0, 1],
  exit: [1, 1],
  reach: [2, 2],
  namespaces: [0, 0],
  diff: [2, 2],
};

/** Reads the words behind `hostside inspect`. Never throws. */
export function readArguments(words: readonly string[]): Request {
  let parsed;
  try {
    parsed = parseArgs({ args: [...words], allowPositionals: true, options });
  } catch (error) {
    return usageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return { kind: "help" };
  if (values.version) return { kind: "version" };
  const [question, ...behind] = positionals;
  if (question === undefined) return usageError("A question is missing.");
  if (!isOneOf(Object.keys(questions) as Question[], question))
    return usageError(`There is no question "${question}".`);
  const [least, most] = counts[question];
  if (behind.length < least || behind.length > most) {
    return usageError(`The form is: hostside inspect ${question} ${questions[question].words}`.trimEnd() + ".");
  }
  if (!isOneOf(formats, values.format)) return usageError(`There is no format "${values.format}".`);
  if (!isOneOf(parts, values.part)) return usageError(`There is no part "${values.part}" of a namespace.`);
  if (values.host !== undefined && values.context !== undefined) {
    return usageError("--host and --context each name an engine; leave out one of them.");
  }
  return {
    kind: "inspect",
    question,
    words: behind,
    format: values.format,
    part: values.part,
    host: values.host ?? "",
    context: values.context ?? "",
    helperImage: values.helper,
  };
}

function isOneOf<T extends string>(known: readonly T[], word: string): word is T {
  return (known as readonly string[]).includes(word);
}

function usageError(message: string): Request {
  return { kind: "usage-error", message };
}
