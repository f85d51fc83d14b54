import type { Project } from "../../compose/model/project";
import { whyUnread } from "../../compose/project/unread";
import type { ScalarValue, Value } from "../../compose/values/value";
import { code, firstOf } from "./code";
import { fileName, type Places, placeOf } from "./place";

/** More places than this are counted, not listed. */
const mostPlaces = 100;

/** What of the effective configuration is not known, and why. */
export function unknownSection(project: Project, places: Places): string[] {
  const files = project.unread.map(({ file, reason, at }) => {
    return `- ${fileName(file, places)}, which ${placeOf(at, places)} asks for, is not read: ${whyUnread(reason)}.`;
  });
  const values = unknownValues(project).map(({ path, value }) => {
    return `- ${code(path)} (${placeOf(value.at.node, places)}): ${why(value)}.`;
  });
  const lines = [...files, ...firstOf(values, mostPlaces)];
  return ["### What is not known", "", ...(lines.length === 0 ? ["Every value is known."] : lines)];
}

/** A value of the effective configuration that is not known, and where it stands in it: `services.web.ports[0]`. */
export interface UnknownValue {
  readonly path: string;
  readonly value: ScalarValue;
}

/** The values of services and networks that are not known. */
function unknownValues({ values }: Pick<Project, "values">): UnknownValue[] {
  return Object.entries(values).flatMap(([section, table]) =>
    [...table].flatMap(([name, value]) => [...unknownBelow(value, `${section}.${name}`)]),
  );
}

function* unknownBelow(value: Value, path: string): Generator<UnknownValue> {
  switch (value.kind) {
    case "scalar":
      if (value.unknown !== undefined) yield { path, value };
      return;
    case "sequence":
      for (const [index, item] of value.items.entries()) yield* unknownBelow(item, `${path}[${String(index)}]`);
      return;
    case "mapping":
      for (const [key, entry] of value.entries) yield* unknownBelow(entry, `${path}.${key}`);
  }
}

function why({ unknown }: ScalarValue): string {
  const variables = unknown?.variables ?? [];
  if (variables.length > 0) return `${variables.map(code).join(", ")} ${variables.length > 1 ? "are" : "is"} not set`;
  if (unknown?.invalid !== undefined) return "Compose refuses the text as a template";
  return "its alias leads to nothing, or in a circle";
}
