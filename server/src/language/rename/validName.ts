import { say, type Text } from "../../../../shared/text";
import type { ProjectSymbol } from "../symbols/symbol";

type Kind = ProjectSymbol["kind"];

/** What each kind of name is called in sentences. */
export const kindInWords: Readonly<Record<Kind, Text>> = {
  service: say`service`,
  network: say`network`,
  "engine-network": say`network`,
  alias: say`alias`,
  container: say`container`,
  hostname: say`hostname`,
};

/** Source: compose-spec schema/compose-spec.json (services, networks). */
const composeName = /^[a-zA-Z0-9._-]+$/;
/** Source: moby daemon/names/names.go. */
const engineName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
/** Source: RFC 1123, which the engine checks no further. */
const hostName = /^[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?$/;

const rules: Readonly<Record<Kind, { readonly form: RegExp; readonly says: Text }>> = {
  service: {
    form: composeName,
    says: say`Compose takes letters, digits, dots, underscores and hyphens for the name of a service.`,
  },
  network: {
    form: composeName,
    says: say`Compose takes letters, digits, dots, underscores and hyphens for the name of a network.`,
  },
  "engine-network": {
    form: engineName,
    says: say`The engine takes letters, digits, dots, underscores and hyphens, and a letter or a digit first.`,
  },
  alias: {
    form: composeName,
    says: say`An alias is looked up as a host: it has letters, digits, dots, underscores and hyphens.`,
  },
  container: {
    form: engineName,
    says: say`The engine takes letters, digits, dots, underscores and hyphens, two or more, and a letter or a digit first.`,
  },
  hostname: {
    form: hostName,
    says: say`A hostname has letters, digits, dots and hyphens, and begins and ends with no hyphen.`,
  },
};

/** Why something of this kind cannot have a name; undefined where it can. */
export function whyInvalid(kind: Kind, name: string): Text | undefined {
  if (name === "") return say`A name has at least one letter or digit.`;
  const { form, says } = rules[kind];
  return form.test(name) ? undefined : say`\`${name}\` cannot be a name here. ${says}`;
}

/** Words that YAML takes for something else than a text where they are not quoted (https://yaml.org/type/). */
export function needsQuotes(name: string): boolean {
  return /^[-+.\d]/.test(name) || /^(?:null|true|false|yes|no|on|off|y|n)$/i.test(name);
}
