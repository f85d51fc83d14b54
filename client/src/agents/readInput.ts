import { Unanswered } from "../inspect/faults";
import type { Input, Tool } from "./tools";

/** What a tool was asked, read by its table: each value is of the kind that the table says. */
export class ToolInput {
  constructor(private readonly values: Readonly<Record<string, unknown>>) {}

  /** A text that is required. */
  text(name: string): string {
    return this.optionalText(name) ?? "";
  }

  optionalText(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === "string" ? value : undefined;
  }

  texts(name: string): readonly string[] {
    const value = this.values[name];
    return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
  }

  number(name: string): number {
    return Number(this.values[name]);
  }

  isSet(name: string): boolean {
    return this.values[name] === true;
  }
}

/** Reads what was handed over. Throws Unanswered with a sentence that says which parameter is wrong, and how it has to be. */
export function readInput({ input: { properties, required } }: Tool, given: unknown): ToolInput {
  if (given !== undefined && (typeof given !== "object" || given === null || Array.isArray(given))) {
    throw new Unanswered("The input has to be an object with the parameters of the tool.");
  }
  const values = Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined));
  for (const name of required) {
    if (!(name in values)) throw new Unanswered(`The parameter ${name} is missing.`);
  }
  for (const [name, value] of Object.entries(values)) {
    const input = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (input === undefined) {
      throw new Unanswered(`There is no parameter "${name}". There are: ${Object.keys(properties).join(", ")}.`);
    }
    const complaint = complaintOf(input, value);
    if (complaint !== undefined) throw new Unanswered(`The parameter ${name} has to be ${complaint}.`);
  }
  return new ToolInput(values);
}

/** How a value has to be, where it is not so. */
function complaintOf(input: Input, value: unknown): string | undefined {
  switch (input.type) {
    case "integer": {
      const { minimum, maximum } = input;
      const isOne = typeof value === "number" && Number.isInteger(value) && value >= minimum && value <= maximum;
      return isOne ? undefined : `a whole number from ${minimum} to ${maximum}`;
    }
    case "boolean":
      return typeof value === "boolean" ? undefined : "true or false";
    case "array":
      return Array.isArray(value) && value.every(isText) ? undefined : "a list of texts";
    case "string":
      if (!isText(value)) return "a text that is not empty";
      return input.enum === undefined || input.enum.includes(value) ? undefined : `one of ${input.enum.join(", ")}`;
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
