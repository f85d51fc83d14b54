/** The members of a JSON object, each of them unknown; none where the value is no object. */
export function record(value: unknown): Partial<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? value : {};
}
