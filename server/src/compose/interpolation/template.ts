/**
 * Compose's variable interpolation: `$V ${V} ${V-d} ${V:-d} ${V?e} ${V:?e} ${V+r} ${V:+r}`, nested, and `$$`.
 * Source: compose-go template/template.go; https://docs.docker.com/reference/compose-file/interpolation/
 */

import { hole } from "../../../../shared/hole";

/** Where the values of variables come from; undefined for a variable that is not set there. */
export interface VariableLookup {
  (name: string): string | undefined;
  /** A file of variables could not be read: one without a value here may have one there, and then no default counts. */
  readonly inPart?: boolean;
  /** Where the value of a variable comes from; undefined for one that is not set. Left out where all are of the environment. */
  readonly sourceOf?: (name: string) => VariableSource | undefined;
}

/** What sets a variable: the environment of the process, Compose itself (the project's name), or a file of variables. */
export type VariableSource = "environment" | "project name" | { readonly file: string };

/** Where a lookup has a variable's value from; undefined where it has none. */
export function sourceOf(lookup: VariableLookup, name: string): VariableSource | undefined {
  if (lookup(name) === undefined) return undefined;
  return lookup.sourceOf === undefined ? "environment" : lookup.sourceOf(name);
}

/**
 * What a variable without a value is: `unknown`, for only whoever runs Compose can tell, or `empty`, as Compose itself
 * takes it when it runs in the environment at hand.
 */
export type Unset = "unknown" | "empty";

/** What interpolation makes of a text. */
export type Interpolated =
  /** Every variable had a value or a default. */
  | { readonly kind: "text"; readonly text: string }
  /** These variables have no value that the files can tell; the text depends on whoever runs Compose. */
  | {
      readonly kind: "unknown";
      readonly variables: readonly string[];
      /** The text with a {@link hole} where one of them stands. */
      readonly holed: string;
    }
  /** Compose refuses the text: `Invalid template`. */
  | { readonly kind: "invalid"; readonly reason: string };

const nameAtStart = /^[_a-zA-Z][_a-zA-Z0-9]*/;

/** Nested defaults deeper than this are refused rather than followed. */
const maximumNesting = 50;

/** Replaces the variables of a text by their values. */
export function interpolate(text: string, lookup: VariableLookup, unset: Unset = "unknown"): Interpolated {
  return substitute(text, { lookup, unset }, 0);
}

interface Surroundings {
  readonly lookup: VariableLookup;
  readonly unset: Unset;
}

function substitute(text: string, surroundings: Surroundings, depth: number): Interpolated {
  if (depth > maximumNesting) return { kind: "invalid", reason: "variables are nested too deeply" };
  let result = "";
  const unknown: string[] = [];
  let index = 0;
  for (;;) {
    const dollar = text.indexOf("$", index);
    if (dollar < 0) break;
    result += text.slice(index, dollar);
    const next = text[dollar + 1];
    if (next === "$") {
      result += "$";
      index = dollar + 2;
      continue;
    }
    const end = next === "{" ? closingBrace(text, dollar + 2) : undefined;
    if (next === "{" && end === undefined) return invalid(text);
    const name = nameAtStart.exec(text.slice(dollar + (next === "{" ? 2 : 1)))?.[0];
    if (name === undefined) {
      if (end !== undefined) return invalid(text);
      // A dollar before anything else is a dollar: `$(date)`, `$1`, `$!` (measured with Compose 2.40.3).
      result += "$";
      index = dollar + 1;
      continue;
    }
    let value: Interpolated;
    if (end === undefined) {
      value = plain(name, surroundings);
      index = dollar + 1 + name.length;
    } else {
      value = braced(name, text.slice(dollar + 2 + name.length, end), surroundings, depth);
      index = end + 1;
    }
    if (value.kind === "invalid") return value;
    if (value.kind === "unknown") unknown.push(...value.variables);
    result += value.kind === "unknown" ? value.holed : value.text;
  }
  const whole = result + text.slice(index);
  if (unknown.length > 0) return { kind: "unknown", variables: [...new Set(unknown)], holed: whole };
  return { kind: "text", text: whole };
}

function invalid(text: string): Interpolated {
  return { kind: "invalid", reason: `invalid interpolation format: ${text}` };
}

function unknownOf(name: string): Interpolated {
  return { kind: "unknown", variables: [name], holed: hole };
}

function plain(name: string, { lookup, unset }: Surroundings): Interpolated {
  const value = lookup(name) ?? (unset === "empty" && lookup.inPart !== true ? "" : undefined);
  return value === undefined ? unknownOf(name) : { kind: "text", text: value };
}

function braced(name: string, rest: string, surroundings: Surroundings, depth: number): Interpolated {
  const operator = /^:?[-?+]/.exec(rest)?.[0];
  if (operator === undefined) {
    return rest === "" ? plain(name, surroundings) : invalid(`\${${name}${rest}}`);
  }
  const word = rest.slice(operator.length);
  // compose-go's pattern ends at a line break.
  if (word.includes("\n")) return invalid(`\${${name}${rest}}`);
  const value = surroundings.lookup(name);
  const unknown = value === undefined && surroundings.unset === "unknown";
  // What it is set to may stand in a file that was not read.
  if (value === undefined && surroundings.lookup.inPart === true) return unknownOf(name);
  const present = value !== undefined && (value !== "" || !operator.startsWith(":"));
  switch (operator.at(-1)) {
    case "-":
      return present ? { kind: "text", text: value } : substitute(word, surroundings, depth + 1);
    case "+":
      // Whether the variable is set is what nobody but the caller knows.
      if (unknown) return unknownOf(name);
      return present ? substitute(word, surroundings, depth + 1) : { kind: "text", text: "" };
    default:
      if (present) return { kind: "text", text: value };
      if (unknown) return unknownOf(name);
      return { kind: "invalid", reason: `required variable ${name} is missing a value: ${word}` };
  }
}

/** The offset of the brace that closes a `${` whose content starts at `from`. */
function closingBrace(text: string, from: number): number | undefined {
  let open = 1;
  for (let index = from; index < text.length; index++) {
    if (text[index] === "$" && text[index + 1] === "{") {
      open += 1;
      index += 1;
    } else if (text[index] === "}") {
      open -= 1;
      if (open === 0) return index;
    }
  }
  return undefined;
}
