import { wrapped } from "../../../shared/terminal/wrapped";
import { failed, options, questions, spelling, type Question } from "./options";

const names = Object.keys(options) as (keyof typeof options)[];
const asked = Object.keys(questions) as Question[];

/** Printed for `--help`, and with every usage error. */
export const usage = `${asked.map((name) => `hostside inspect ${name} ${questions[name].words}`.trimEnd()).join("\n")}

Asks a running engine. Looks only: nothing is changed.

${asked.map((name) => `  ${name}\n${wrapped(questions[name].help.split(" "), 6)}`).join("\n")}

Options:
${names.map((name) => `  ${spelling(name)}\n${wrapped(options[name].help.split(" "), 6)}`).join("\n")}

Exit status:
  0 ${asked
    .map((name) => `  ${name}: ${questions[name][0]}`)
    .join("\n    ")
    .trimStart()}
  1 ${asked
    .map((name) => `  ${name}: ${questions[name][1]}`)
    .join("\n    ")
    .trimStart()}
  2${wrapped(failed.split(" "), 4).slice(3)}
`;
