import { expect } from "vitest";
import { standingsAt } from "../../src/language/at/at";
import { hoverOf } from "../../src/language/hover/hover";
import { markedFiles } from "./markedFiles";

/** The lines of a hover at `$0`: the page that the last one leads to stands for it as `page: ANCHOR`. */
export async function hoverAt(fixture: string): Promise<readonly string[]> {
  const files = await markedFiles(fixture);
  const standings = standingsAt(files.document, files.offset, files.projects);
  const hover = hoverOf(standings, files.projects, files.parsed);
  if (hover === undefined) return [];
  const [marked] = files.ranges;
  if (marked !== undefined) expect(files.rangeOf(hover.at)).toEqual({ file: marked.file, range: marked.range });
  return hover.markdown
    .split(/\n+/)
    .map((line) =>
      line.replace(/^\[What Docker does\]\(https:\/\/[^#)]*docker-behaviour\.md#([a-z0-9-]+)\)$/, "page: $1"),
    );
}

/** A fixture in which `$0` stands within the nth occurrence of a word. */
export function at(text: string, word: string, nth = 1): string {
  let index = -1;
  for (let count = 0; count < nth; count++) index = text.indexOf(word, index + 1);
  if (index < 0) throw new Error(`${word} is not there`);
  return `${text.slice(0, index + 1)}$0${text.slice(index + 1)}`;
}
