import { structuredPatch } from "diff";
import { besideEachOther } from "../insight/besideEachOther";
import { sidesInCommon } from "../insight/inCommon";
import { publisherOf } from "../insight/publishers";
import { host, readSubjects, type Side, type Subject } from "../insight/readSubjects";
import { sectionLines } from "../insight/sectionLines";
import { relationOf, verdict } from "../insight/verdict";
import { asksOf, sectionsOf } from "../netns/sections/table";
import { english } from "../platform/english";
import type { AskedEngine } from "./askedEngine";
import { containerNamed } from "./chooseContainer";
import { Unanswered } from "./faults";
import type { Part } from "./options";
import type { Printed } from "./printed";

/** So many equal lines stand around a difference. */
const context = 3;

/** How two namespaces differ. Throws EngineError, NamespaceError and Unanswered. */
export async function inspectDifference(
  asked: AskedEngine,
  [one = "", other = ""]: readonly string[],
  part: Part,
  signal: AbortSignal,
): Promise<Printed> {
  const { prober, inventory } = asked;
  const subjectOf = (word: string): Subject =>
    word === "host" ? host : { kind: "container", id: containerNamed(inventory, word).id };
  const read = await readSubjects(prober, inventory, [subjectOf(one), subjectOf(other)], asksOf(part), { signal });
  const unread = read.flatMap(({ fault }) => (fault === undefined ? [] : [asked.words.namespace(fault)]));
  if (unread.length > 0) throw new Unanswered([...new Set(unread)].join(" "));
  const sides = sidesInCommon(read);
  const [left, right] = sides;
  if (left === undefined || right === undefined) throw new Error("two subjects have two sides");
  const [before, after] = linesOf(left, right, part, asked);
  const { hunks } = structuredPatch(left.name, right.name, text(before), text(after), undefined, undefined, {
    context,
  });
  const isEqual = hunks.length === 0;
  const said = verdict(left, right, english, part);
  const changes = hunks.flatMap(({ lines, oldStart, oldLines, newStart, newLines }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...lines.filter((line) => !line.startsWith("\\")),
  ]);
  return {
    lines: [said, ...(isEqual ? [] : ["", `--- ${left.name}`, `+++ ${right.name}`, ...changes])],
    json: {
      left: left.name,
      right: right.name,
      part,
      relation: relationOf(left, right),
      isEqual,
      verdict: said,
      changes,
      before,
      after,
    },
    status: isEqual ? 0 : 1,
  };
}

function linesOf(left: Side, right: Side, part: Part, { inventory }: AskedEngine): readonly [string[], string[]] {
  const names = {
    nameOf: (id: string): string | undefined => inventory.containers.get(id)?.name,
    publisherOf: publisherOf(inventory),
  };
  const hasAddresses = sectionsOf(part).some(({ id }) => id === "addresses");
  const arranged = hasAddresses ? besideEachOther(left, right, false, english) : [undefined, undefined];
  const drawn = (side: Side, at: 0 | 1): string[] =>
    sectionLines(side, part, { raw: false, groups: arranged[at]?.groups, ...names }, english).map((line) => line.text);
  return [drawn(left, 0), drawn(right, 1)];
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
