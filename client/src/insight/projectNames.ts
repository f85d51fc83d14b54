import type { Container } from "../docker/inventory/container";

/** The names by which a container may be called within its project. */
export function projectNames({ name, composeService }: Container): readonly string[] {
  return composeService === undefined ? [name] : [name, composeService];
}

/** Which containers may call each other by name, as their files or commands tell: those of one project, or of none. */
export function projectOf({ composeProject }: Container): string {
  return composeProject ?? "";
}
