import { exitStatuses, options, spellings } from "../../server/src/cli/options";
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
