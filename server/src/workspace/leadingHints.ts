import { count, say, type Speak, type Text } from "../../../shared/text";
import { isGuess } from "../compose/project/request";
import type { Project } from "../compose/model/project";
import { pause, type Steps } from "../compose/syntax/steps";
import type { FileId } from "../compose/syntax/node";
import type { Rule } from "../linter/rule";
import type { Report } from "./report";

/** A place in a file, and the findings elsewhere that are about it. */
interface Led {
  readonly rule: string;
  readonly range: Report["range"];
  readonly to: Report[];
}

/** Reports that are looked at in one step. */
const stepLength = 1_024;

/**
 * Hints in a file at what a finding in another file of the same layers is about: whoever has the main file open sees that
 * its override breaks it, and where. One hint for a place and a rule, however many findings it leads to; none at a place of
 * which a finding in the file itself speaks.
 */
export function* leadingHints(
  file: FileId,
  projects: readonly Project[],
  reports: readonly Report[],
  rules: readonly Rule[],
  speak: Speak,
): Steps<Report[]> {
  const others = layersBeside(file, projects);
  if (others.size === 0) return [];
  const found = new Map<string, Led>();
  const said = new Set<string>();
  for (const [index, report] of reports.entries()) {
    if (index % stepLength === 0) yield pause;
    const { rule, related, severity } = report;
    if (severity !== "error" && severity !== "warning") continue;
    const places = related.filter((each) => each.file === file);
    if (report.file === file) for (const { range } of [report, ...places]) said.add(keyOf(rule, range));
    const [place] = others.has(report.file) ? places : [];
    if (place === undefined) continue;
    const led = found.get(keyOf(rule, place.range)) ?? { rule, range: place.range, to: [] };
    led.to.push(report);
    found.set(keyOf(rule, place.range), led);
  }
  for (const key of said) found.delete(key);
  return [...found.values()].map(({ rule, range, to }) => ({
    file,
    range,
    rule,
    severity: "hint",
    message: speak(leadingTo(titleOf(rule, rules), to)),
    unnecessary: false,
    related: to.map(({ file: other, range: at, message }) => ({ file: other, range: at, message })),
    leads: true,
    fixes: () => [],
  }));
}

function keyOf(rule: string, range: Report["range"]): string {
  return JSON.stringify([rule, range]);
}

/** The files that projects begin with beside this one: a main file and its overrides. */
function layersBeside(file: FileId, projects: readonly Project[]): ReadonlySet<FileId> {
  const others = new Set<FileId>();
  for (const { assembled, provenance } of projects) {
    if (isGuess(assembled) || !provenance.requested.includes(file)) continue;
    for (const other of provenance.requested) if (other !== file) others.add(other);
  }
  return others;
}

function titleOf(id: string, rules: readonly Rule[]): string | Text {
  return rules.find((rule) => rule.id === id)?.title ?? id;
}

function leadingTo(title: string | Text, [first, ...more]: readonly Report[]): string | Text {
  if (first === undefined) return title;
  const name = first.file.slice(first.file.lastIndexOf("/") + 1);
  const line = first.range.start.line + 1;
  if (more.length === 0) return say`${title}: see line ${line} of ${name}.`;
  return more.length === 1
    ? say`${title}: see line ${line} of ${name} and 1 more place.`
    : say`${title}: see line ${line} of ${name} and ${count(more.length)} more places.`;
}
