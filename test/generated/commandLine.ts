import { exitStatuses, options, spellings } from "../../server/src/cli/options";
import { failed, options as inspectOptions, questions, spelling } from "../../client/src/inspect/options";
import { table } from "./regions";

/** A row for each option of `hostside check`, as its help has it. */
export function optionTable(): string {
  const names = Object.keys(options) as (keyof typeof options)[];
  const rows = names.map((name) => [
    spellings(name)
      .map((spelling) => `\`${spelling}\``)
      .join(", "),
    options[name].help,
  ]);
  return table(["option", "meaning"], rows);
}

/** A row for each exit status. */
export function exitStatusTable(): string {
  return table(["exit status", "meaning"], Object.entries(exitStatuses));
}

/** A row for each question of `hostside inspect`, with what its exit statuses say. */
export function questionTable(): string {
  const rows = Object.entries(questions).map(([name, { words, help, ...says }]) => [
    `\`${`${name} ${words}`.trim()}\``,
    help,
    says[0],
    says[1],
  ]);
  return `${table(["question", "answer", "exit status 0", "exit status 1"], rows)}\n\nExit status 2: ${failed}.`;
}

/** A row for each option of `hostside inspect`. */
export function inspectOptionTable(): string {
  const names = Object.keys(inspectOptions) as (keyof typeof inspectOptions)[];
  return table(
    ["option", "meaning"],
    names.map((name) => [`\`${spelling(name)}\``, inspectOptions[name].help]),
  );
}
