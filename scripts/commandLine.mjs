// @ts-check
import { parseArgs } from "node:util";

/**
 * Reads the options of one of our scripts. Words that cannot be read end the script with a sentence and status 2.
 * @template {import("node:util").ParseArgsConfig} Config
 * @param {Config} config
 * @param {string} usage the form of the command
 * @returns {ReturnType<typeof parseArgs<Config>>}
 */
export function readOptions(config, usage) {
  try {
    const parsed = parseArgs(config);
    const empty = Object.entries(parsed.values).find(
      ([name, value]) => value === "" && config.options?.[name]?.default !== "",
    );
    if (empty === undefined) return parsed;
    console.error(`The option --${empty[0]} needs a value. Usage: ${usage}`);
  } catch (error) {
    console.error(`${sentenceOf(error)} Usage: ${usage}`);
  }
  process.exit(2);
}

/** @param {unknown} error */
function sentenceOf(error) {
  const { code = "", message } = /** @type {NodeJS.ErrnoException} */ (error);
  const [, word = ""] = /'(\S+?)['= ]/.exec(message) ?? [];
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") return `There is no option ${word}.`;
  if (code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") return `The option ${word} needs a value.`;
  if (code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL") return `The word ${word} is none of this command's.`;
  return `${message}.`;
}
