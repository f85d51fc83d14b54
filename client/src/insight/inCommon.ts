import type { KnownField, Namespace } from "../netns/model";
import { sections } from "../netns/sections/table";
import type { Side } from "./readSubjects";

/**
 * Both namespaces with what both ways of reading tell: `ip` beside /proc would differ on every line by what /proc does
 * not tell, and none of that would be a difference between the two. Where the engine's account is all there is of one,
 * the two have nothing in common and stay as they are.
 */
export function inCommon(a: Namespace, b: Namespace): readonly [Namespace, Namespace] {
  if (a === b || a.ways.includes("inspect") || b.ways.includes("inspect")) return [a, b];
  const told = new Set([...a.knownFields].filter((fact) => b.knownFields.has(fact)));
  return [reduced(a, told), reduced(b, told)];
}

/** Two sides with namespaces that tell the same fields; as they are where one was not read. */
export function sidesInCommon([left, right]: readonly Side[]): readonly Side[] {
  if (left?.namespace === undefined || right?.namespace === undefined) {
    return [left, right].filter((side) => side !== undefined);
  }
  const [a, b] = inCommon(left.namespace, right.namespace);
  return [
    { ...left, namespace: a },
    { ...right, namespace: b },
  ];
}

/**
 * What the one way tells and the other does not, in an order that does not change. Lifetimes are not shown beside each
 * other in any case.
 */
export function unknownFields(a: Namespace, b: Namespace): KnownField[] {
  if (a === b) return [];
  return [...new Set([...a.knownFields, ...b.knownFields])]
    .filter((fact) => fact !== "lifetimes")
    .filter((fact) => !a.knownFields.has(fact) || !b.knownFields.has(fact))
    .sort();
}

function reduced(namespace: Namespace, known: ReadonlySet<KnownField>): Namespace {
  let left: Namespace = { ...namespace, knownFields: known };
  for (const { reduced: without } of sections) left = without?.(left, known) ?? left;
  return left;
}
