import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { checkout, type Manifest, titleOf } from "./manifest";
import { table } from "./regions";

const folder = path.join(checkout, "client", "src", "commands");

/** A row for each command: its title in the palette, and what the comment above it in its file says that it does. */
export function commandTable({ contributes }: Manifest): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const rows = contributes.commands.map(({ command, title }) => {
    const name = `${command.replace("hostside.", "")}.ts`;
    const file = files.find((each) => path.basename(each) === name);
    if (file === undefined) throw new Error(`${command} has no file ${name} below client/src/commands.`);
    return [titleOf(title), commentIn(readFileSync(path.join(folder, file), "utf8"), name)];
  });
  return table(["command", "what it does"], rows);
}

/** The comment of the command that a file exports. */
function commentIn(text: string, name: string): string {
  const [, comment] = /\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport const \w+Command\b/u.exec(text) ?? [];
  if (comment === undefined) throw new Error(`${name} has no comment above its command; the README's table takes it.`);
  return comment.replaceAll(/\s*\n \* ?|\s+/gu, " ").trim();
}
