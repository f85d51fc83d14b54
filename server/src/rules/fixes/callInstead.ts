import type { Mention } from "../../network/dns/mentions";
import { type Fix, fix } from "../../linter/fix";
import { writtenInPlace } from "../../linter/place";

/** The fix that writes another name and port where a service calls somebody: in one value, or in two beside each other. */
export function callInstead(mention: Mention, name: string, port: number): Fix[] {
  const { at, exact, origin, paired } = mention;
  if (!exact || !writtenInPlace(origin)) return [];
  const title = `Use ${name}:${port}`;
  if (mention.port !== undefined) return fix(title, { ...at, text: `${name}:${port}` });
  if (paired !== undefined) {
    if (paired.port === port) return fix(title, { ...at, text: name });
    return paired.exact && writtenInPlace(paired.origin)
      ? fix(title, { ...at, text: name }, { ...paired.at, text: String(port) })
      : [];
  }
  // A variable for a name alone takes no port.
  if (mention.expected !== undefined) return mention.expected === port ? fix(title, { ...at, text: name }) : [];
  return mention.implied === port ? fix(title, { ...at, text: name }) : fix(title, { ...at, text: `${name}:${port}` });
}
