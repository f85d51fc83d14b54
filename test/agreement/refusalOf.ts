import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { hashFolder, type Oracle } from "../../scripts/compose/oracle.mjs";

type Files = Readonly<Record<string, string>>;

/** Compose's words where it refuses the project of the first file; empty where it accepts it. */
export async function refusalOf(oracle: Oracle, files: Files): Promise<string> {
  const root = mkdtempSync(path.join(tmpdir(), "hostside-agreement-"));
  try {
    const project = path.join(root, "p");
    for (const [file, text] of Object.entries(files)) {
      const target = path.join(project, path.relative("/p", file));
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    const first = path.relative("/p", Object.keys(files).find((file) => /\.ya?ml$/.test(file)) ?? "");
    const found = /^(?:docker-)?compose\.ya?ml$/.test(first);
    const answer = await oracle.ask({
      folder: project,
      files: found ? undefined : [first],
      profiles: ["*"],
      env: valuesFor(files),
      content: await hashFolder(project),
    });
    return "refused" in answer ? answer.refused : "";
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** A value for each variable that a file leaves open: Compose would take an empty text, which fits nowhere. */
function valuesFor(files: Files): Record<string, string> {
  const names = Object.values(files).flatMap((text) =>
    [...text.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] ?? ""),
  );
  return Object.fromEntries(names.map((name) => [name, "8099"]));
}
