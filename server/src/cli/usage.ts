import { wrapped } from "../../../shared/terminal/wrapped";
import { exitStatuses, options, spellings } from "./options";

const names = Object.keys(options) as (keyof typeof options)[];

/** Printed for `--help`, and with every usage error. */
export const usage = `${brief()}

Checks Compose files for what Docker networking does with them.
A folder is searched for Compose files; without a PATH, that is the current folder.
A PATH may be a pattern ("deploy/**/*.yml"); - is the standard input.

${names.map((name) => `  ${spellings(name).join(", ")}\n${wrapped(options[name].help.split(" "), 6)}`).join("\n")}

Other commands: hostside inspect asks a running engine (hostside inspect --help), hostside mcp answers
agents by the Model Context Protocol (hostside mcp --help), hostside lsp --stdio is the language server.

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
