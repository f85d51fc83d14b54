import type { VariableLookup } from "../interpolation/template";
import type { ComposeDocument } from "../syntax/document";
import type { FileId, Node } from "../syntax/node";
import { entriesOf, itemsOf, textOf, type Value } from "../values/value";
import type { Layer, Reading, ReadingContext } from "./layer";
import { folderOf, resolvePath } from "./paths";

/**
 * Reads what `include` names: each item is a project of its own, with its own folder and `.env`, whose paths are joined
 * in order. Source: compose-go loader/include.go.
 */
export function readInclude(reading: Reading, document: ComposeDocument, node: Node, context: ReadingContext): Layer {
  const services = new Map<string, Value>();
  const networks = new Map<string, Value>();
  for (const item of itemsOf(reading.evaluate(document, node, context.variables))) {
    const included = readItem(reading, document.file, item, context);
    const step = { kind: "include", at: item.at.node } as const;
    for (const [name, value] of included.services) services.set(name, reading.reachedBy(value, step));
    for (const [name, value] of included.networks) networks.set(name, reading.reachedBy(value, step));
  }
  return { services, networks };
}

const nothing: Layer = { services: new Map(), networks: new Map() };

function readItem(reading: Reading, file: FileId, item: Value, context: ReadingContext): Layer {
  const entries = entriesOf(item);
  const paths = item.kind === "mapping" ? texts(entries.get("path")) : texts(item);
  const [first] = paths ?? [];
  // A path that depends on a variable, or that names a repository or a registry, is not on this disk.
  if (paths === undefined || first === undefined || paths.some(isRemote)) {
    reading.unknownPart();
    return nothing;
  }
  const files = paths.map((path) => resolvePath(context.folder, path));
  const including = [...context.including, file];
  const again = files.find((each) => including.includes(each));
  if (again !== undefined) {
    const message = `include cycle detected:\n${including.join("\n include ")}\n include ${again}`;
    reading.report({ kind: "include-cycle", message, at: item.at.node });
    return nothing;
  }
  const directory = textOf(entries.get("project_directory"));
  const folder = directory === undefined ? folderOf(files[0] ?? file) : resolvePath(context.folder, directory);
  if (!files.every((each) => reading.open(each, item.at.node) !== undefined)) return nothing;
  const variables = includedVariables(reading, item, folder, context);
  return reading.joinFiles(files, { folder, variables, including });
}

/** The project's own variables win over those of the included `.env` files; a default `.env` may be missing. */
function includedVariables(reading: Reading, item: Value, folder: string, context: ReadingContext): VariableLookup {
  const envFile = entriesOf(item).get("env_file");
  const named = envFile === undefined ? undefined : (texts(envFile) ?? []);
  const files = named?.map((path) => resolvePath(context.folder, path)) ?? [`${folder}/.env`];
  const askedAt = (envFile ?? item).at.node;
  const contents = files.flatMap((file) => reading.variableTexts(file, askedAt, named !== undefined));
  return reading.environment(context.variables, contents);
}

function texts(value: Value | undefined): string[] | undefined {
  const all = value?.kind === "sequence" ? value.items.map(textOf) : [textOf(value)];
  return all.every((text) => text !== undefined) ? all : undefined;
}

function isRemote(path: string): boolean {
  return /^(?:https?:|git[@:]|ssh:|oci:|github\.com\/)/.test(path);
}
