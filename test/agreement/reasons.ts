import type { Disagreement } from "./compare";

/** A disagreement that stays, and why. Every row has to be needed: one that explains nothing fails the test. */
export interface Reason {
  /** Of the file, as the report names it. */
  readonly file: RegExp;
  /** Of the kind of disagreement. */
  readonly kind: RegExp;
  /** Of the version, as the oracle names it; where it is not given, of every version. */
  readonly version?: RegExp;
  readonly why: string;
}

/** Files of the corpus and measured cases on which we and Compose disagree. */
export const reasons: readonly Reason[] = [
  {
    file: /./,
    kind: /^only we refuse: … container name … is already in use by service$/,
    version: /compose-go/,
    why: "The library leaves this check to the commands of Docker Compose, which make it of the services that they start (CheckContainerNameUnicity).",
  },
];

/** Generated projects on which we and Compose disagree. */
export const generatedReasons: readonly Reason[] = [
  {
    file: /^generated$/,
    kind: /^only Compose refuses: shape of /,
    version: /compose-go 2\.10\./,
    why: "compose-go 2.10 takes an empty list for null when it checks the next file, and refuses it; 2.9 and 2.11 do not (c9079e9).",
  },
];

/** Fixtures of our own, all of them corners, on which we and Compose disagree on purpose or cannot agree. */
export const fixtureReasons: readonly Reason[] = [
  {
    file: /^dotenv-(?:bad-name|broken)/,
    kind: /syntax of \.env/,
    why: "A line of .env that cannot be read is left out: the editor has no place in a Compose file to say so.",
  },
  {
    file: /^extends-unused-neighbour/,
    kind: /port syntax/,
    why: "Only the service that is extended is read of another file; Compose also reads the ports of its neighbours.",
  },
  {
    file: /^(?:merge-ports|ports-twice)$/,
    kind: /^ports: /,
    why: "Compose removes equal ports layer by layer and by the YAML type of `published`; we do it once, at the end. Which ports are taken is the same.",
  },
  {
    file: /^ports-(?:long|refused -f target-(?:zero|large)\.yaml)$/,
    kind: /^ports: /,
    why: "A long form with a port outside 1 to 65535 or with a word for one passes Compose and is refused by the engine: to us it is not known.",
  },
  {
    file: /^text-cr$/,
    kind: /^service /,
    why: "A lone carriage return ends a line in YAML; the parser that we use does not take it for one.",
  },
];

/** The reason for a disagreement with the version of Compose that was asked, if there is one. */
export function reasonFor(
  file: string,
  { kind }: Disagreement,
  asked: string,
  table: readonly Reason[] = reasons,
): Reason | undefined {
  return table.find(
    (reason) => reason.file.test(file) && reason.kind.test(kind) && (reason.version?.test(asked) ?? true),
  );
}
