import { textOf } from "../values/value";
import { topLevel } from "./layer";
import type { ReadingMemory } from "./memory";
import { nameOf } from "./paths";
import type { ProjectRequest } from "./request";
import type { FileSource } from "./source";

/**
 * The last `name` of the files, else that of the folder; as Compose makes it fit for the engine. Undefined where variables
 * that could not be read may say another.
 */
export function projectName(
  { files, folder, variables }: ProjectRequest,
  source: FileSource,
  memory: ReadingMemory,
): string | undefined {
  const stated = variables("COMPOSE_PROJECT_NAME");
  if (stated === undefined && variables.inPart === true) return undefined;
  const names = files.flatMap((file) => {
    const document = source.document(file);
    return typeof document === "string"
      ? []
      : document.roots.map((root) => {
          const pair = topLevel(root, "name");
          return pair && textOf(memory.evaluate(document, pair.value, variables).value);
        });
  });
  const name = stated ?? names.findLast((each) => each !== undefined && each !== "");
  return normalizedName(name ?? nameOf(folder));
}

/** Source: compose-go loader/loader.go, NormalizeProjectName. */
function normalizedName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, "")
    .replace(/^[_-]+/, "");
}
