import { record } from "../record";

/**
 * The ID of what the engine has just made. Throws where the answer names none: what is asked next would be about
 * something else, as a container that happens to be called "undefined".
 */
export function createdId(answer: unknown): string {
  const { Id } = record(answer);
  if (typeof Id === "string" && /^[0-9A-Za-z_-]{1,128}$/u.test(Id)) return Id;
  throw new Error("it names no ID of what was made");
}
