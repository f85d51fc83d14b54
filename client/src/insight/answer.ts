import type { Container } from "../docker/inventory/container";
import { sanitize, sanitizeLines } from "../docker/sanitize";

/** Something that was read, and where: what an answer rests on. */
export interface Evidence {
  /** The command with which a person reads the same, such as `docker logs web`. */
  readonly source: string;
  readonly lines: readonly string[];
}

/** Where to go on: the page about a kind of problem, or the service in its Compose file. */
export type Lead =
  | { readonly kind: "page"; readonly code: string }
  | {
      readonly kind: "service";
      readonly container: string;
      readonly files: readonly string[];
      readonly service: string;
    };

/** An answer to a question about an engine, with what it rests on. Everything in it is data, made safe to show. */
export interface Answer {
  /** The question, as a title. */
  readonly title: string;
  /** What happened, why, and what to do. */
  readonly sentences: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly leads: readonly Lead[];
  /** True where something is wrong. */
  readonly isWrong: boolean;
}

/** An answer as lines of text. */
export function answerLines({ title, sentences, evidence, leads }: Answer, leadText: (lead: Lead) => string): string[] {
  return [
    title,
    "",
    ...sentences,
    ...evidence.flatMap(({ source, lines }) => ["", `${source}:`, ...lines.map((line) => `    ${line}`)]),
    ...(leads.length === 0 ? [] : ["", ...leads.map(leadText)]),
  ];
}

/** The lines of a text as evidence: the last of them, each cut where nobody reads on. */
export function lastLines(text: string, most: number): string[] {
  const lines = sanitizeLines(text)
    .split("\n")
    .map((line) => sanitize(line, 300));
  return lines.filter((line) => line !== "").slice(-most);
}

/** The pages that tell more, each once, and the service in the Compose file that the container was made from. */
export function leadsTo({ name, composeFiles, composeService }: Container, pages: readonly string[]): Lead[] {
  const leads = [...new Set(pages)].map((code): Lead => ({ kind: "page", code }));
  return composeFiles === undefined || composeService === undefined
    ? leads
    : [...leads, { kind: "service", container: name, files: composeFiles, service: composeService }];
}
