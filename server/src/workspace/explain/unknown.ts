import { say, type Text } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import { whyUnread } from "../../compose/project/unread";
import type { ScalarValue, Value } from "../../compose/values/value";
import { code, firstOf } from "../../language/code";
import { fileName, type Lines, type Places, placeOf } from "./place";

/** More places than this are counted, not listed. */
const mostPlaces = 100;

/** What of the effective configuration is not known, and why. */
export function unknownSection(project: Project, places: Places): Lines {
  const files = project.unread.map(({ file, reason, at }) => {
    return say`- ${fileName(file, places)}, which ${placeOf(at, places)} asks for, is not read: ${whyUnread(reason)}.`;
  });
  const values = unknownValues(project).map(({ section, name, path, value }) => {
    return say`- ${code(`${section}.${name}${path}`)} (${placeOf(value.at.node, places)}): ${why(value)}.`;
  });
  const lines = [...files, ...firstOf(values, mostPlaces)];
  return [say`### What is not known`, "", ...(lines.length === 0 ? [say`Every value is known.`] : lines)];
}

/** A value of a service or network that is not known. */
export interface UnknownValue {
  readonly section: string;
  readonly name: string;
  /** The attribute in which it stands; undefined where nothing of the service or network is known. */
  readonly attribute: string | undefined;
  /** The way from the service or network to it: `.ports[0]`. */
  readonly path: string;
  readonly value: ScalarValue;
}

/** The values of services and networks that are not known. */
export function unknownValues({ values }: Pick<Project, "values">): UnknownValue[] {
  return Object.entries(values).flatMap(([section, table]) =>
    [...table].flatMap(([name, entry]): UnknownValue[] => {
      const whole = { section, name, attribute: undefined };
      if (entry.kind !== "mapping") return unknownBelow(entry, "").map((found) => ({ ...whole, ...found }));
      return [...entry.entries].flatMap(([attribute, value]) =>
        unknownBelow(value, `.${attribute}`).map((found) => ({ section, name, attribute, ...found })),
      );
    }),
  );
}

function unknownBelow(value: Value, path: string): Pick<UnknownValue, "path" | "value">[] {
  switch (value.kind) {
    case "scalar":
      return value.unknown === undefined ? [] : [{ path, value }];
    case "sequence":
      return value.items.flatMap((item, index) => unknownBelow(item, `${path}[${index}]`));
    case "mapping":
      return [...value.entries].flatMap(([key, entry]) => unknownBelow(entry, `${path}.${key}`));
  }
}

function why({ unknown }: ScalarValue): Text {
  const variables = unknown?.variables ?? [];
  const names = variables.map(code).join(", ");
  if (variables.length > 0) return variables.length > 1 ? say`${names} are not set` : say`${names} is not set`;
  if (unknown?.invalid !== undefined) return say`Compose refuses the text as a template`;
  return say`its alias leads to nothing, or in a circle`;
}
