import { inEnglish } from "../../../shared/text";
import { resolve } from "node:path";
import { whyUnread } from "../compose/project/unread";
import { rules } from "../rules/table";
import { engineOf } from "../workspace/engine";
import { explainFile } from "../workspace/explain/explainFile";
import { FileCache } from "../workspace/fileCache";
import { forwardSlashes } from "../workspace/fileId";
import { Projects } from "../workspace/projects";
import type { CheckRequest } from "./arguments";
import type { Terminal } from "./check";
import { printableLine } from "../../../shared/terminal/printable";
import { displayPath } from "./printedReport";
import { statedProject } from "./statedProject";

/** Runs `hostside check --explain FILE`: exit status 0, or 2 where the file cannot be read. */
export async function explain(
  file: string,
  request: CheckRequest,
  { files, workingFolder, out, error }: Pick<Terminal, "files" | "workingFolder" | "out" | "error">,
): Promise<0 | 2> {
  const cache = new FileCache(files);
  const path = forwardSlashes(resolve(workingFolder, file));
  await cache.prepare(path);
  const found = cache.document(path);
  if (typeof found === "string") {
    const reason = inEnglish(whyUnread(found === "pending" ? "unreadable" : found));
    await error(`${displayPath(path, workingFolder)}: it cannot be explained: ${reason}.`);
    return 2;
  }
  const { severities, deployedWith, composeVersion } = request;
  const read = new Projects(cache, { environment: () => undefined, deployedWith, composeVersion });
  const projects = await read.of(path, [forwardSlashes(workingFolder)], statedProject(request, workingFolder));
  const engine = engineOf(null, request.engine);
  const reading = { file: path, projects, severities, engine, usesEnvironment: false, rules };
  const text = explainFile(reading, cache, { path: (each) => displayPath(each, workingFolder), speak: inEnglish });
  await out(text.split("\n").map(printableLine).join("\n"));
  return 0;
}
