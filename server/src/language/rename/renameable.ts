import { say, type Text } from "../../../../shared/text";
import type { Place } from "../../compose/syntax/node";
import { nameOnEngine } from "../../network/namespaces/nameOnEngine";
import type { NamedThere, SymbolIn } from "../navigation/named";
import type { Occurrence, ProjectSymbol } from "../symbols/symbol";
import { kindInWords } from "./validName";

/** Why a name cannot be changed, as a sentence. */
export interface Refused {
  readonly refused: Text;
}

/** A name that can be changed: the word of it where one asks, and what it is the name of. */
export interface Renameable {
  readonly at: Place;
  readonly name: string;
  /** `engine-network`: the name that a network has on the engine alone, which its entry says. */
  readonly kind: ProjectSymbol["kind"];
  readonly first: SymbolIn;
  /** Of a network's key: whether its entry says another name for the engine, which stays. */
  readonly hasOtherName?: boolean;
}

/** What of a word can be changed; undefined where it only stands for a name, as an alias of YAML does. */
export function renameable({ occurrence, names: [first] }: NamedThere): Renameable | Refused | undefined {
  if (first === undefined) return undefined;
  const { symbol, symbols } = first;
  const { kind, name } = symbol;
  const { at } = occurrence;
  const text = textOf(at);
  if (kind === "engine-network") {
    return { refused: say`\`${name}\` is no network of this project. Rename it where it is made.` };
  }
  if (kind !== "network") return text === name ? { at, name, kind, first } : undefined;
  const network = symbols.project.networks.get(name);
  const isStated = network?.name !== undefined || network?.external === true;
  if (occurrence.isOnEngine === true && isStated) {
    if (network.external) {
      return {
        refused: say`\`${text}\` is a network of the engine, which this project does not make. Rename it there.`,
      };
    }
    return { at, name: text, kind: "engine-network", first };
  }
  if (network?.external === true && network.name === undefined) {
    return {
      refused: say`\`${name}\` is external: its key is the name that the network has on the engine. Add \`name: ${name}\` to it, then its key can be renamed.`,
    };
  }
  if (name === "default" && symbol.file === undefined) {
    return {
      refused: say`\`default\` is the network that Compose puts services on which name none. It has no other name.`,
    };
  }
  const renamed = { name, kind, first, hasOtherName: isStated };
  if (occurrence.isOnEngine !== true) return text === name ? { at, ...renamed } : undefined;
  // The name on the engine is the project's and the key.
  const isMade = nameOnEngine(name, symbols.project) === text && text.endsWith(`_${name}`);
  return isMade ? { at: endOf(at, name), ...renamed } : undefined;
}

/** The change that a renaming makes at one place of the name; undefined where the word there stays. */
export function changeAt({ kind, name, hasOtherName }: Renameable, { at, isOnEngine }: Occurrence): Place | undefined {
  const text = textOf(at);
  if (kind === "engine-network") return isOnEngine === true && text === name ? at : undefined;
  if (isOnEngine !== true) return text === name ? at : undefined;
  return hasOtherName !== true && text.endsWith(`_${name}`) ? endOf(at, name) : undefined;
}

/** The text at a place. */
export function textOf({ chunk, start, end }: Place): string {
  return chunk.text.slice(start, end);
}

function endOf(at: Place, name: string): Place {
  return { ...at, start: at.end - name.length };
}

/** Why a name that nothing gives cannot be changed. */
export function nobodyGives({ kind, name }: ProjectSymbol): Text {
  const what = kindInWords[kind];
  return kind === "container"
    ? say`No service of this project that can be read has the \`container_name\` ${name}: the container is made elsewhere, or its name is put together from variables.`
    : say`No file of this project that can be read gives the ${what} \`${name}\` its name: it comes from elsewhere, or is put together from variables.`;
}
