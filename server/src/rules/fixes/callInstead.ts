import { say } from "../../../../shared/text";
import type { Mention } from "../../network/dns/mentions";
import type { Fix } from "../../linter/fix";
import { fixValue, writeAt } from "./writeValue";

/** The fix that writes another name and port where a service calls somebody: in one value, or in two beside each other. */
export function callInstead(mention: Mention, name: string, port: number): Fix[] {
  const { written, paired } = mention;
  const title = say`Use ${name}:${port}`;
  const write = (text: string): Fix[] => fixValue(title, writeAt(written, text));
  if (mention.port !== undefined) return write(`${name}:${port}`);
  if (paired !== undefined) {
    if (paired.port === port) return write(name);
    return fixValue(title, writeAt(written, name), writeAt(paired.written, String(port)));
  }
  // A variable for a name alone takes no port.
  if (mention.expected !== undefined) return mention.expected === port ? write(name) : [];
  return write(mention.implied === port ? name : `${name}:${port}`);
}
