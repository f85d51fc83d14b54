import type { ScalarNode } from "../syntax/node";

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
  /** Where the value of a variable is written, for one that a file of variables sets. */
  readonly writtenAt?: (name: string) => WrittenVariable | undefined;
}

/** The value of a variable in the file that sets it. */
interface WrittenVariable {
  readonly node: ScalarNode;
  /** Findings about it are to stand there. */
  readonly isShown: boolean;
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

/** A part of an interpolated text that stands in the template as it is, or is the value of one variable. */
interface Part {
  /** Where it begins in the interpolated text. */
  readonly start: number;
  readonly text: string;
  /** Its offset in the template, or the name of the variable. */
  readonly from: number | string;
}

/** Replaces the variables of a text by their values. */
export function interpolate(text: string, lookup: VariableLookup, unset: Unset = "unknown"): Interpolated {
  return substitute(text, { lookup, unset }, 0);
}

/**
 * A text with its variables' values, a {@link hole} where one is unknown, and the parts that it is made of, in order: what is
 * unknown, or an escaped `$`, is part of none. Undefined for what Compose refuses.
 */
export function partsOf(
  text: string,
  lookup: VariableLookup,
): { readonly text: string; readonly parts: readonly Part[] } | undefined {
  const parts: Part[] = [];
  const result = substitute(text, { lookup, unset: "unknown", into: { parts, template: 0, result: 0 } }, 0);
  if (result.kind === "invalid") return undefined;
  return { text: result.kind === "text" ? result.text : result.holed, parts };
}

interface TemplateContext {
  readonly lookup: VariableLookup;
  readonly unset: Unset;
  /** Where parts are collected, and the offsets at which a nested template and its result begin. */
  readonly into?: { readonly parts: Part[]; readonly template: number; readonly result: number };
}

function substitute(text: string, context: TemplateContext, depth: number): Interpolated {
  if (depth > maximumNesting) return { kind: "invalid", reason: "variables are nested too deeply" };
  let result = "";
  const unknown: string[] = [];
  let index = 0;
  const { into } = context;
  const literal = (end: number): void => {
    if (end > index) {
      into?.parts.push({
        start: into.result + result.length,
        text: text.slice(index, end),
        from: into.template + index,
      });
    }
    result += text.slice(index, end);
  };
  for (;;) {
    const dollar = text.indexOf("$", index);
    if (dollar < 0) break;
    literal(dollar);
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
    const start = (into?.result ?? 0) + result.length;
    if (end === undefined) {
      value = plain(name, context, start);
      index = dollar + 1 + name.length;
    } else {
      const rest = dollar + 2 + name.length;
      const nested = into && { ...into, template: into.template + rest, result: start };
      value = braced(name, text.slice(rest, end), nested ? { ...context, into: nested } : context, depth);
      index = end + 1;
    }
    if (value.kind === "invalid") return value;
    if (value.kind === "unknown") unknown.push(...value.variables);
    result += value.kind === "unknown" ? value.holed : value.text;
  }
  literal(text.length);
  if (unknown.length > 0) return { kind: "unknown", variables: [...new Set(unknown)], holed: result };
  return { kind: "text", text: result };
}

function invalid(text: string): Interpolated {
  return { kind: "invalid", reason: `invalid interpolation format: ${text}` };
}

function unknownOf(name: string): Interpolated {
  return { kind: "unknown", variables: [name], holed: hole };
}

function plain(name: string, { lookup, unset, into }: TemplateContext, start: number): Interpolated {
  const value = lookup(name) ?? (unset === "empty" && lookup.inPart !== true ? "" : undefined);
  if (value === undefined) return unknownOf(name);
  into?.parts.push({ start, text: value, from: name });
  return { kind: "text", text: value };
}

function braced(name: string, rest: string, context: TemplateContext, depth: number): Interpolated {
  const operator = /^:?[-?+]/.exec(rest)?.[0];
  if (operator === undefined) {
    return rest === "" ? plain(name, context, context.into?.result ?? 0) : invalid(`\${${name}${rest}}`);
  }
  const word = rest.slice(operator.length);
  const { into } = context;
  const inWord = into ? { ...context, into: { ...into, template: into.template + operator.length } } : context;
  const itself = (text: string): Interpolated => {
    into?.parts.push({ start: into.result, text, from: name });
    return { kind: "text", text };
  };
  // compose-go's pattern ends at a line break.
  if (word.includes("\n")) return invalid(`\${${name}${rest}}`);
  const value = context.lookup(name);
  const unknown = value === undefined && context.unset === "unknown";
  // What it is set to may stand in a file that was not read.
  if (value === undefined && context.lookup.inPart === true) return unknownOf(name);
  const present = value !== undefined && (value !== "" || !operator.startsWith(":"));
  switch (operator.at(-1)) {
    case "-":
      return present ? itself(value) : substitute(word, inWord, depth + 1);
    case "+":
      // Whether the variable is set is what nobody but the caller knows.
      if (unknown) return unknownOf(name);
      return present ? substitute(word, inWord, depth + 1) : { kind: "text", text: "" };
    default:
      if (present) return itself(value);
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

/** A variable in a text: its name, what stands in its braces behind that, and where. */
export interface VariableInText {
  readonly name: string;
  /** Such as `:-8080`; empty where nothing follows the name. */
  readonly rest: string;
  readonly start: number;
  readonly end: number;
}

/** The variables of a text, those in the words of others behind them. What is escaped or no variable is left out. */
export function variablesIn(text: string, offset = 0, depth = 0): VariableInText[] {
  const found: VariableInText[] = [];
  for (let dollar = text.indexOf("$"); dollar >= 0;) {
    const next = text[dollar + 1];
    const close = next === "{" ? closingBrace(text, dollar + 2) : undefined;
    const begin = dollar + (next === "{" ? 2 : 1);
    const name = nameAtStart.exec(text.slice(begin, close))?.[0];
    let end = dollar + (next === "$" ? 2 : 1);
    if (name !== undefined && (next !== "{" || close !== undefined)) {
      const behind = begin + name.length;
      end = close === undefined ? behind : close + 1;
      const rest = close === undefined ? "" : text.slice(behind, close);
      found.push({ name, rest, start: offset + dollar, end: offset + end });
      if (depth < maximumNesting) found.push(...variablesIn(rest, offset + behind, depth + 1));
    }
    dollar = text.indexOf("$", end);
  }
  return found;
}
