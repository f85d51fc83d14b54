import { say, type Text } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { topLevel } from "../../compose/project/layer";
import type { Origin } from "../../compose/values/value";
import type { MappingNode, Node, Pair } from "../../compose/syntax/node";
import type { TextChange } from "../../linter/fix";
import { fileNameOf, writtenInPlace } from "../../linter/place";
import { addItem } from "../../rules/fixes/addExtraHost";
import { indentOf, insertBefore, removePair } from "../../rules/fixes/edits";
import type { DocumentOf } from "../symbols/symbols";
import { listed } from "../../linter/listed";
import { needed, Refused } from "./refactoring";

/** The mapping of a service that is written in one place, so that changing it changes this service alone. */
function entryOf({ name, at }: Service): MappingNode {
  const { node } = at;
  const isShared = node.anchor !== undefined || !writtenInPlace(at) || at.replaced !== undefined;
  if (node.kind !== "mapping" || isShared) {
    throw new Refused(say`${name} is put together from several places, which have to be changed by hand.`);
  }
  return node;
}

/** Refuses where several files, overrides or included ones, say something of a service: one of them alone cannot be changed. */
export function mustBeInOneFile({ name }: Service, { provenance }: Project, documentOf: DocumentOf): void {
  const together = provenance.files.filter(({ asked }) => asked?.by !== "extends").map(({ file }) => file);
  const files = together.filter((file) => {
    const roots = documentOf(file)?.roots ?? [];
    return roots.some((root) => hasService(topLevel(root, "services")?.value, name));
  });
  if (files.length > 1) {
    const named = listed(files.map((file) => file.slice(file.lastIndexOf("/") + 1)));
    throw new Refused(say`${name} is put together from ${named}, which have to be changed by hand.`);
  }
}

function hasService(section: Node | undefined, name: string): boolean {
  return section?.kind === "mapping" && section.pairs.some(({ key }) => key.text === name);
}

/**
 * Takes attributes of a service away and writes others in the place of the first of them, else before what the entry has.
 */
export function rewriteEntry(
  service: Service,
  away: readonly string[],
  added: readonly { readonly key: string; readonly text: string; readonly items?: readonly string[] }[],
): TextChange[] {
  const node = entryOf(service);
  const gone = node.pairs.filter(({ key }) => away.includes(key.text));
  const [first, ...others] = gone;
  const kept = node.pairs.filter((pair) => !gone.includes(pair));
  const [before] = kept;
  const cannot = say`The entry of ${service.name} is written in a way that cannot be changed by itself.`;
  if (first === undefined) {
    if (before === undefined) throw new Refused(cannot);
    return added.map(({ key, text }) => needed(insertBefore(before, key, text), cannot));
  }
  if (added.length === 0) return removePairs(node, gone, cannot);
  const indent = node.style === "block" ? indentOf(first) : undefined;
  const texts = added.map(({ key, text, items }) =>
    indent === undefined || items === undefined
      ? `${key}: ${text}`
      : `${key}:${items.map((item) => `\n${indent}  - ${item}`).join("")}`,
  );
  const { chunk, start } = first.key;
  const text = texts.join(indent === undefined ? ", " : `\n${indent}`);
  return [{ chunk, start, end: first.value.end, text }, ...removePairs(node, others, cannot)];
}

/** Adds an item to a list of a service, or the list where there is none. */
export function addToList(service: Service, attribute: string, item: string): TextChange {
  const node = entryOf(service);
  const cannot = say`\`${attribute}\` of ${service.name} has to be changed by hand.`;
  const written = node.pairs.find(({ key }) => key.text === attribute);
  if (written === undefined) {
    const [first] = node.pairs;
    return needed(first && insertBefore(first, attribute, `[${item}]`), cannot);
  }
  const { value } = written;
  if (value.anchor !== undefined) throw new Refused(cannot);
  return needed(value.kind === "sequence" ? addItem(value, item) : undefined, cannot);
}

/** Refuses where an attribute that has to go does not stand in the service's own entry. */
export function mustBeWrittenHere(service: Service, attribute: string, found: readonly Origin[]): void {
  const node = entryOf(service);
  const isHere = node.pairs.some(({ key }) => key.text === attribute);
  const elsewhere = found.find((at) => !isHere || at.file !== node.chunk.file || !writtenInPlace(at));
  if (elsewhere === undefined) return;
  throw new Refused(say`\`${attribute}\` of ${service.name} comes from elsewhere in ${fileNameOf(elsewhere)}.`);
}

/** In flow style, neighbours go together with the commas between them. */
function removePairs({ pairs, style, chunk }: MappingNode, gone: readonly Pair[], cannot: Text): TextChange[] {
  if (style === "block") return gone.map((pair) => needed(removePair(pair), cannot));
  const changes: TextChange[] = [];
  for (let index = 0; index < pairs.length; index++) {
    const from = pairs[index];
    if (from === undefined || !gone.includes(from)) continue;
    let last = index;
    for (let next = pairs[last + 1]; next !== undefined && gone.includes(next); next = pairs[last + 1]) last++;
    const after = pairs[last + 1];
    const before = pairs[index - 1];
    const end = pairs[last]?.value.end ?? from.value.end;
    if (after !== undefined) changes.push({ chunk, start: from.key.start, end: after.key.start, text: "" });
    else if (before !== undefined) changes.push({ chunk, start: before.value.end, end, text: "" });
    else throw new Refused(cannot);
    index = last;
  }
  return changes;
}
