import { say, type Text } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";

/** The services that need this one before they can start, directly or through others: to need one of them would be a circle. */
export function servicesThatNeed(name: string, { services }: Project): ReadonlySet<string> {
  const needing = new Map<string, string[]>();
  for (const each of services.values()) {
    for (const { value } of each.references) {
      const known = needing.get(value.service);
      if (known === undefined) needing.set(value.service, [each.name]);
      else known.push(each.name);
    }
  }
  const found = new Set<string>();
  const left = [name];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    for (const each of needing.get(next) ?? []) {
      if (each === name || found.has(each)) continue;
      found.add(each);
      left.push(each);
    }
  }
  return found;
}

/** `db`, `db and web`, `db, web and 3 more`. */
export function inWords(names: readonly string[]): string | Text {
  const most = 4;
  const more = names.length - most;
  if (more > 0) return say`${names.slice(0, most).join(", ")} and ${more} more`;
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : say`${names.slice(0, -1).join(", ")} and ${last}`;
}

/** The ports of the host that a service publishes, in words. */
export function publishedPorts({ ports }: Service): string[] {
  return (ports?.value ?? []).flatMap(({ value: { published } }) => {
    if (published === undefined || published === "ephemeral") return [];
    return [published.first === published.last ? String(published.first) : `${published.first}-${published.last}`];
  });
}
