import * as path from "node:path";
import { pathToFileURL } from "node:url";
import type * as Binary from "../../scripts/compose/binary.mjs";
import { extensionFolder } from "./window";

/** The real Docker Compose; undefined, with the reason printed, where none can be had on this machine. */
export async function composeProgram(): Promise<string | undefined> {
  const script = pathToFileURL(path.join(extensionFolder(), "scripts", "compose", "binary.mjs")).href;
  const found = await ((await import(script)) as typeof Binary).findCompose();
  if (!("unavailable" in found)) return found.path;
  // eslint-disable-next-line no-console -- the launcher prints what the tests say
  console.log(`[test]    skipped: ${found.unavailable}`);
  return undefined;
}
