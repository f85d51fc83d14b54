import type { Text } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import type { ComposeDocument } from "../../compose/syntax/document";
import type { Pair, Place, ScalarNode } from "../../compose/syntax/node";
import type { HoverContext, Lines } from "../hover/answer";

/** The kinds of hints, as the settings name them. */
export const hintKinds = ["mode", "listens", "variables", "overrides"] as const;

/** One of {@link hintKinds}. */
export type HintKind = (typeof hintKinds)[number];

/** A few words that are shown in the text without being part of it. */
export interface Hint {
  readonly kind: HintKind;
  /** It stands behind this. */
  readonly behind: Place;
  readonly label: string | Text;
  /** Paragraphs of Markdown that say more. */
  readonly more?: Lines;
}

/** A service as a document has it, in the first project that knows it. */
export interface HintedService {
  readonly document: ComposeDocument;
  readonly pair: Pair;
  readonly project: Project;
  readonly context: HoverContext;
}

/** The key of an entry with the colon behind it. */
export function withColon({ chunk, start, end }: ScalarNode): Place {
  const colon = chunk.text.indexOf(":", end);
  const isNext = colon >= 0 && chunk.text.slice(end, colon).trim() === "";
  return { chunk, start, end: isNext ? colon + 1 : end };
}

/** The last part of a file's path. */
export function fileName(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}
