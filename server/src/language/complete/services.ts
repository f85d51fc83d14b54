import { say, type Text } from "../../../../shared/text";
import { Memo } from "../../../../shared/memo";
import { collectFromServices } from "../../compose/model/collectFromServices";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";

/** The services that need this one before they can start, directly or through others: to need one of them would be a circle. */
export function servicesThatNeed(name: string, project: Project): ReadonlySet<string> {
  const needing = needingByName.of(needs(project), byNeeded);
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

/** That one service needs another. */
interface Need {
  readonly service: string;
  readonly needed: string;
}

const needs = collectFromServices(({ name, references }): Need[] =>
  references.map(({ value }) => ({ service: name, needed: value.service })),
);
/** Remembered as long as they are the same: whoever completes asks at each key. */
const needingByName = new Memo<readonly Need[], ReadonlyMap<string, readonly string[]>>();

function byNeeded(all: readonly Need[]): ReadonlyMap<string, readonly string[]> {
  const needing = new Map<string, string[]>();
  for (const { service, needed } of all) {
    const known = needing.get(needed);
    if (known === undefined) needing.set(needed, [service]);
    else known.push(service);
  }
  return needing;
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
