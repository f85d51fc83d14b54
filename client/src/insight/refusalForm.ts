import type { Localizer } from "../platform/localizer";

/** Words in which an engine refuses to make or start a container, or what it needs for that, and what is said of it. */
export interface RefusalForm {
  /** Old and new wording; the first group that matches is what the refusal is about. */
  readonly words: RegExp;
  /** The rule whose page explains it; absent where no rule can see it in a file. */
  readonly page?: string;
  /** What Docker does, then what to do. */
  readonly text: (l10n: Localizer, about: string) => string;
  /** The same in a few words, for the line of a container. */
  readonly brief: (l10n: Localizer, about: string) => string;
  /** What the words name: a container or a network by its ID, which is known by its name. */
  readonly names?: "container" | "network";
}
