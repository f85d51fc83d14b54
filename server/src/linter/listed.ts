import { count, say, type Text } from "../../../shared/text";

/** One place may be about a thousand names: nobody reads more than a few. */
const mostNames = 8;

type Name = string | Text;

/** A list for a sentence, which stays short however long the list is: the first names, and how many more there are. */
export function listed(names: readonly Name[]): Text {
  const { list, more } = shortened(names);
  return more === 0 ? list : say`${list} and ${count(more)} more`;
}

/** The same for services, where the sentence leaves open what the names are of. */
export function listedServices(names: readonly Name[]): Text {
  const { list, more } = shortened(names);
  return more === 0 ? list : say`${list} and ${count(more)} more services`;
}

/** A list of which all is meant: a and b. */
export function allOf(names: readonly Name[]): Name {
  const { shown, more } = shortened(names);
  const list = shown.reduce((before, name) => say`${before} and ${name}`);
  return more === 0 ? list : say`${list} and ${count(more)} more`;
}

/** A list of which one is meant: a or b. */
export function oneOf(names: readonly Name[]): Name {
  const { shown, more } = shortened(names);
  const list = shown.reduce((before, name) => say`${before} or ${name}`);
  return more === 0 ? list : say`${list} or ${count(more)} more`;
}

function shortened(names: readonly Name[]): {
  readonly shown: readonly Name[];
  readonly list: Text;
  readonly more: number;
} {
  const shown = names.slice(0, mostNames);
  return { shown, list: joined(shown), more: names.length - shown.length };
}

/** Names with a comma between them, which is the same in all languages. */
function joined(names: readonly Name[]): Text {
  return { parts: ["", ...names.slice(1).map(() => ", "), ""], values: names };
}
