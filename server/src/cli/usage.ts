import { exitStatuses, options, spellings } from "./options";

const width = 100;
const names = Object.keys(options) as (keyof typeof options)[];

/** Printed for `--help`, and with every usage error. */
export const usage = `${brief()}

Checks Compose files for what Docker networking does with them.
A folder is searched for Compose files; without a PATH, that is the current folder.
A PATH may be a pattern ("deploy/**/*.yml"); - is the standard input.

${names.map((name) => `  ${spellings(name).join(", ")}\n${wrapped(options[name].help.split(" "), 6)}`).join("\n")}

Exit status:
${Object.entries(exitStatuses)
  .map(([status, meaning]) => `  ${status}${wrapped(meaning.split(" "), 6).slice(3)}`)
  .join("\n")}
`;

function brief(): string {
  const optional = names
    .filter((name) => name !== "help" && name !== "version")
    .map((name) => `[${spellings(name)[0] ?? ""}]${"multiple" in options[name] ? "..." : ""}`);
  return wrapped(["hostside check", ...optional, "[PATH...]"], 15).trimStart();
}

/** Lines of words, each after so many spaces. */
function wrapped(words: readonly string[], indent: number): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || indent + last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => " ".repeat(indent) + line).join("\n");
}
