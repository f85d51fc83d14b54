import type { Container } from "../docker/inventory/container";
import { containersByName, findContainer, type Inventory } from "../docker/inventory/inventory";
import { Unanswered } from "./faults";

/** So many names are said where one is not clear. */
const mostNamed = 5;

/** The container that a word names: by its name, its ID or the start of that, or its Compose service. Throws Unanswered. */
export function containerNamed(inventory: Inventory, word: string): Container {
  const name = word.replace(/^\//u, "");
  const found = findContainer(inventory, name);
  if (found !== undefined) return found;
  const all = containersByName(inventory);
  const byService = all.filter(
    ({ composeService, composeOneOff }) => composeService === name && composeOneOff !== true,
  );
  const byId = /^[0-9a-f]{2,}$/u.test(name) ? all.filter(({ id }) => id.startsWith(name)) : [];
  const meant = byService.length > 0 ? byService : byId;
  const [only] = meant;
  if (only === undefined) {
    const similar = all.filter((one) => name !== "" && (one.name.includes(name) || name.includes(one.name)));
    const hint = similar.length === 0 ? "`docker ps -a` lists them." : `Similar: ${namesOf(similar)}.`;
    throw new Unanswered(`There is no container "${name}". ${hint}`);
  }
  if (meant.length > 1) throw new Unanswered(`"${name}" is not one container: it may be ${namesOf(meant)}.`);
  return only;
}

function namesOf(containers: readonly Container[]): string {
  const names = containers.slice(0, mostNamed).map(({ name }) => name);
  const more = containers.length - names.length;
  return more === 0 ? names.join(", ") : `${names.join(", ")} and ${more} more`;
}
