import { interpolate, sourceOf, type VariableInText, type VariableLookup } from "../../compose/interpolation/template";
import type { FileId } from "../../compose/syntax/node";
import type { Subject } from "../at/subject";
import { page, quoted, where, type HoverContext, type Lines } from "./answer";

/** Names that say that a value is secret: a hover is shown to whoever looks at the screen. */
const secret = /PASS(?:WORD|WD|PHRASE)?|SECRET|TOKEN|CREDENTIAL|PRIVATE|API_?KEY|ACCESS_?KEY/i;

/** Whether a name, or a text with names in it, says that what belongs to it is secret. */
export function isSecretName(text: string): boolean {
  return secret.test(text);
}

/** The value of a variable and where it comes from, and what the whole text comes to. */
export function variableHover({ variable, text, value }: VariableSubject, file: FileId, context: HoverContext): Lines {
  const met = context.project.provenance.files.find((each) => each.file === file);
  const [lookup] = met?.variables ?? [];
  if (lookup === undefined) return [];
  const key = value.parent?.kind === "pair" ? value.parent.key.text : "";
  const isSecret = isSecretName(text) || isSecretName(key);
  return [...valueLines(variable, lookup, isSecret, context), ...(isSecret ? [] : comesTo(variable, text, lookup))];
}

type VariableSubject = Extract<Subject, { readonly kind: "variable" }>;

function valueLines(
  { name, rest }: VariableInText,
  lookup: VariableLookup,
  isSecret: boolean,
  context: HoverContext,
): Lines {
  const value = lookup(name);
  const shown = (known: string): string =>
    isSecret ? "a value that its name calls secret" : known === "" ? "empty" : quoted(known);
  if (value !== undefined) return [`${quoted(name)} is ${shown(value)}, ${sourceWords(name, lookup, context)}.`];
  if (lookup.inPart === true) return [`${quoted(name)} is not known: a file of variables could not be read.`];
  const [operator = ""] = /^:?[-?+]/.exec(rest) ?? [];
  const word = rest.slice(operator.length);
  switch (operator.at(-1)) {
    case "-":
      return [
        `No file sets ${quoted(name)}: its default counts, ${shown(word)}, unless the shell that runs Compose sets it.`,
      ];
    case "?":
      return [`No file sets ${quoted(name)}: Compose refuses the project unless the shell that runs it does.`];
    case "+":
      return [`No file sets ${quoted(name)}: it comes to nothing unless the shell that runs Compose sets it.`];
    default:
      return [
        `No file sets ${quoted(name)}: its value is that of the shell that runs Compose, or empty. A file of \`env_file\` does not count here.`,
        page("env-file-is-no-dotenv"),
      ];
  }
}

function sourceWords(name: string, lookup: VariableLookup, context: HoverContext): string {
  const set = lookup.writtenAt?.(name);
  if (set !== undefined) return `set in ${where(set.node, set.node.start, context)}`;
  const source = sourceOf(lookup, name);
  if (source === "project name") return "the name of the project";
  return source === undefined || source === "environment" ? "from the environment" : `set in ${quoted(source.file)}`;
}

function comesTo({ start, end }: VariableInText, text: string, lookup: VariableLookup): Lines {
  if (start === 0 && end === text.length) return [];
  const result = interpolate(text, lookup);
  return result.kind === "text" && !text.includes("\n") ? [`The whole is ${quoted(result.text)}.`] : [];
}
