/** What an answer looks like, as JSON Schema: as much of it as answers here need. */
export type Shape =
  | { readonly type: "string" | "integer" | "boolean" }
  | { readonly type: readonly ["string" | "integer" | "object", "null"] }
  | { readonly type: "array"; readonly items: Shape }
  | RecordShape;

/** An object, each of whose keys is there. */
export interface RecordShape {
  readonly type: "object";
  readonly properties: Record<string, Shape>;
  readonly required: string[];
  readonly additionalProperties: boolean;
}

export const text = { type: "string" } as const;
export const number = { type: "integer" } as const;
export const flag = { type: "boolean" } as const;

/** A value of this kind, or null. */
export function orNull(type: "string" | "integer" | "object"): Shape {
  return { type: [type, "null"] };
}

/** A list of these. */
export function listOf(items: Shape): Shape {
  return { type: "array", items };
}

/** An object with these keys, and with others where it is open. */
export function record(properties: Readonly<Record<string, Shape>>, isOpen = false): RecordShape {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: isOpen };
}
