import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { checkout, type Manifest, titleOf } from "./manifest";
import { table } from "./regions";

const folder = path.join(checkout, "client", "src", "commands");

/** A row for each command: its title in the palette, and what the comment above it in the code says that it does. */
export function commandTable({ contributes }: Manifest): string {
  const texts = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(path.join(folder, file), "utf8"));
  const rows = contributes.commands.map(({ command, title }) => [titleOf(title), commentAbove(command, texts)]);
  return table(["command", "what it does"], rows);
}

/** The comment above the object that has the command's id, or above the call or declaration that it is part of. */
function commentAbove(command: string, texts: readonly string[]): string {
  for (const text of texts) {
    const [before = "", ...after] = text.split(`id: "${command}"`);
    if (after.length === 0) continue;
    const start = before.lastIndexOf("/**");
    const end = before.indexOf("*/", start);
    const declaration = before.slice(end).split("\n").slice(1);
    if (start >= 0 && declaration.length === 2) {
      return before
        .slice(start + "/**".length, end)
        .split("\n")
        .map((line) => line.trim().replace(/^\* ?/u, ""))
        .join(" ")
        .trim();
    }
  }
  throw new Error(`${command} has no comment above it in client/src/commands; the README's table takes it.`);
}
