import { say, type Text } from "../../../../shared/text";
import { interpolate, sourceOf, type VariableInText, type VariableLookup } from "../../compose/interpolation/template";
import type { FileId } from "../../compose/syntax/node";
import type { Subject } from "../at/subject";
import { page, quoted, where, type HoverContext, type Lines } from "./answer";

/** Names that say that a value is secret: a hover is shown to whoever looks at the screen. */
const secret =
  /PASS(?:WORD|WD|PHRASE)?|SECRET|TOKEN(?!S|IZ)|CREDENTIAL|PRIVATE|(?:API|ACCESS|AUTH|APP|MASTER|SIGNING|ENCRYPTION|LICENSE)_?KEY/i;

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
  const shown = (known: string): string | Text =>
    isSecret ? say`a value that its name calls secret` : known === "" ? say`empty` : quoted(known);
  if (value !== undefined) return [say`${quoted(name)} is ${shown(value)}, ${sourceWords(name, lookup, context)}.`];
  if (lookup.inPart === true) return [say`${quoted(name)} is not known: a file of variables could not be read.`];
  const [operator = ""] = /^:?[-?+]/.exec(rest) ?? [];
  const word = rest.slice(operator.length);
  switch (operator.at(-1)) {
    case "-":
      return [
        say`No file sets ${quoted(name)}: its default counts, ${shown(word)}, unless the shell that runs Compose sets it.`,
      ];
    case "?":
      return [say`No file sets ${quoted(name)}: Compose refuses the project unless the shell that runs it does.`];
    case "+":
      return [say`No file sets ${quoted(name)}: it comes to nothing unless the shell that runs Compose sets it.`];
    default:
      return [
        say`No file sets ${quoted(name)}: its value is that of the shell that runs Compose, or empty. A file of \`env_file\` does not count here.`,
        page("env-file-is-no-dotenv"),
      ];
  }
}

function sourceWords(name: string, lookup: VariableLookup, context: HoverContext): string | Text {
  const set = lookup.writtenAt?.(name);
  if (set !== undefined) return say`set in ${where(set.node, set.node.start, context)}`;
  const source = sourceOf(lookup, name);
  if (source === "project name") return say`the name of the project`;
  return source === undefined || source === "environment"
    ? say`from the environment`
    : say`set in ${quoted(source.file)}`;
}

function comesTo({ start, end }: VariableInText, text: string, lookup: VariableLookup): Lines {
  if (start === 0 && end === text.length) return [];
  const result = interpolate(text, lookup);
  return result.kind === "text" && !text.includes("\n") ? [say`The whole is ${quoted(result.text)}.`] : [];
}
