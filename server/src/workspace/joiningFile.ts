import type { Project } from "../compose/model/project";
import type { FileId } from "../compose/syntax/node";
import { nameOf } from "../compose/project/paths";
import { missingNames } from "../compose/validate/unfinished";
import type { FileCache } from "./fileCache";

/** More files than this in one folder are no parts of one project. */
const mostLookedAt = 50;
/** The names of a file that a folder has for one service. */
const mainFiles = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

/**
 * The file beside a project that lacks one name which includes, extends or completes it: it speaks of one of the project's files, or
 * declares the name and is no variant of it, or is the missing service's in a folder beside. Undefined where there is none, or where more is missing, so that nobody takes the project for complete.
 */
export async function joiningFile(project: Project, files: FileCache): Promise<FileId | undefined> {
  const [missing, ...others] = missingNames(project);
  if (missing === undefined || others.length > 0) return undefined;
  const { folder, requested } = project.provenance;
  const own = new Set(project.files);
  const beside = (await files.namesIn(folder))
    .filter((name) => /\.ya?ml$/i.test(name))
    .map((name) => `${folder}/${name}`)
    .filter((file) => !own.has(file))
    .slice(0, mostLookedAt);
  const { texts } = await files.settle(() => {
    const found = beside.map((file) => ({ file, text: files.text(file) }));
    return { texts: found, pending: found.flatMap(({ file, text }) => (text === "pending" ? [file] : [])) };
  });
  const [kind = "", name = ""] = missing.split(" ");
  const isNamed = (text: string): boolean => requested.some((file) => namesFile(text, nameOf(file)));
  const completes = (text: string): boolean => {
    const keys = keysOf(text);
    return keys.has(name) && !isVariant(text, keys, project, kind === "service" ? 1 : 0);
  };
  const found = texts.find(
    ({ text }) => typeof text !== "string" && (isNamed(text.text) || completes(text.text)),
  )?.file;
  return found ?? (kind === "service" ? fileOfService(name, folder, files) : undefined);
}

/** The file of a folder beside, which is called after the service that is missing: each service has a folder of its own. */
async function fileOfService(name: string, folder: string, files: FileCache): Promise<FileId | undefined> {
  if (!/^[\w-]+$/.test(name)) return undefined;
  const above = folder.slice(0, folder.lastIndexOf("/"));
  const asked = mainFiles.map((file) => `${above}/${name}/${file}`);
  const { texts } = await files.settle(() => {
    const read = asked.map((file) => ({ file, text: files.text(file) }));
    return { texts: read, pending: read.flatMap(({ file, text }) => (text === "pending" ? [file] : [])) };
  });
  return texts.find(({ text }) => typeof text !== "string" && keysOf(text.text).has(name))?.file;
}

/** Whether one of its words, comments included, is the name of a file. */
function namesFile(text: string, name: string): boolean {
  return text.includes(name) && text.split(/[\s"'`,=:[\]/]+/).includes(name);
}

/** A file that says itself what runs for all that it has in common with the project stands in its place, not beside it. */
function isVariant(text: string, keys: ReadonlySet<string>, { services }: Project, more: number): boolean {
  const common = [...services.keys()].filter((service) => keys.has(service)).length;
  const runs = text.match(/(?:^|[\s{,])(?:image|build)["']?:/g)?.length ?? 0;
  return common > 0 && runs >= common + more;
}

/** The words that a colon follows, also in flow style; none of a comment. */
function keysOf(text: string): ReadonlySet<string> {
  const lines = text.split(/\r?\n/).filter((line) => !line.trimStart().startsWith("#"));
  const words = lines.flatMap((line) => line.split(/[\s{},"']+(?!:)/));
  return new Set(words.flatMap((word) => (/["']?:/.test(word) ? [word.slice(0, word.search(/["']?:/))] : [])));
}
