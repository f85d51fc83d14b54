import type { VariableText } from "../interpolation/dotenv";
import type { VariableLookup } from "../interpolation/template";
import { pause, type Steps } from "../syntax/steps";
import type { ComposeDocument } from "../syntax/document";
import type { FileId, Node } from "../syntax/node";
import { entriesOf, itemsOf, textOf, type Value } from "../values/value";
import { whereabouts } from "./elsewhere";
import type { Layer, Reading, ReadingContext } from "./layer";
import { folderOf, resolvePath } from "./paths";
import { shortenedWay } from "./shortenedWay";

const nothing: Layer = { services: new Map(), networks: new Map(), configs: new Map() };

/** The files and the folder that an item of `include` names. */
interface Wanted {
  readonly item: Value;
  readonly files: readonly FileId[];
  readonly folder: string;
}

/**
 * Reads what `include` names: each item is a project of its own, with its own folder and `.env`, whose paths are joined
 * in order. What several files include in the same context is read once. Source: compose-go loader/include.go.
 */
export class Includer {
  private readonly read = new Map<VariableLookup, Map<string, Layer>>();

  constructor(private readonly reading: Reading) {}

  *layer(document: ComposeDocument, node: Node, context: ReadingContext): Steps<Layer> {
    const services = new Map<string, Value>();
    const networks = new Map<string, Value>();
    const configs = new Map<string, Value>();
    const { reading } = this;
    const items = itemsOf(reading.evaluate(document, node, context.variables));
    const wanted = items.flatMap((item) => this.wanted(item, document.file, context) ?? []);
    yield* reading.await(wanted.flatMap(({ files }) => files));
    for (const each of wanted) {
      const included = yield* this.project(each, document.file, context);
      const step = { kind: "include", at: each.item.at.node } as const;
      for (const [name, value] of included.services) {
        if (reading.mayTakeOver(value, step.at)) services.set(name, reading.reachedBy(value, step));
        yield pause;
      }
      for (const [name, value] of included.networks) networks.set(name, reading.reachedBy(value, step));
      for (const [name, value] of included.configs) configs.set(name, reading.reachedBy(value, step));
    }
    return { services, networks, configs };
  }

  private wanted(item: Value, file: FileId, context: ReadingContext): Wanted | undefined {
    const entries = entriesOf(item);
    const paths = item.kind === "mapping" ? texts(entries.get("path")) : texts(item);
    const [first] = paths ?? [];
    // A path that depends on a variable, or that names a repository or a registry, is not on this disk.
    if (paths === undefined || first === undefined || paths.some((path) => whereabouts(path) === "elsewhere")) {
      const elsewhere = paths !== undefined && first !== undefined;
      this.reading.unknownPart({ at: item.at.node, by: "include", reason: elsewhere ? "elsewhere" : "not known" });
      return undefined;
    }
    const nowhere = paths.find((path) => whereabouts(path) === "nowhere");
    if (nowhere !== undefined) {
      this.reading.reportNowhere(resolvePath(context.folder, nowhere), item.at.node);
      return undefined;
    }
    const files = paths.map((path) => resolvePath(context.folder, path));
    const including = [...context.including, file];
    const again = files.find((each) => including.includes(each));
    if (again !== undefined) {
      const way = [...including, again];
      const shown = shortenedWay(way.length, (step) => way[step] ?? "");
      const message = `include cycle detected:\n${shown.join("\n include ")}`;
      this.reading.report({ kind: "include-cycle", message, at: item.at.node });
      return undefined;
    }
    const directory = textOf(entries.get("project_directory"));
    const folder = directory === undefined ? folderOf(files[0] ?? file) : resolvePath(context.folder, directory);
    return { item, files, folder };
  }

  private *project({ item, files, folder }: Wanted, file: FileId, context: ReadingContext): Steps<Layer> {
    const { reading } = this;
    if (!reading.mayInclude(files[0] ?? file, item.at.node, context.including.length + 1)) return nothing;
    for (const each of files) {
      if ((yield* reading.open(each, { by: "include", at: item.at.node })) === undefined) return nothing;
    }
    const variables = yield* this.variables(item, folder, context);
    const known = this.read.get(variables) ?? new Map<string, Layer>();
    this.read.set(variables, known);
    const key = [folder, ...files].join("\u0000");
    let layer = known.get(key);
    if (layer === undefined) {
      layer = yield* reading.joinFiles(files, { folder, variables, including: [...context.including, file] });
      known.set(key, layer);
    }
    return layer;
  }

  /** The project's own variables win over those of the included `.env` files; a default `.env` may be missing. */
  private *variables(item: Value, folder: string, context: ReadingContext): Steps<VariableLookup> {
    const envFile = entriesOf(item).get("env_file");
    const named = envFile === undefined ? undefined : (texts(envFile) ?? []);
    const files = named?.map((path) => resolvePath(context.folder, path)) ?? [`${folder}/.env`];
    const askedAt = (envFile ?? item).at.node;
    const contents: VariableText[] = [];
    for (const file of files) {
      contents.push(...(yield* this.reading.variableTexts(file, askedAt, named !== undefined)));
    }
    return this.reading.environment(context.variables, contents);
  }
}

function texts(value: Value | undefined): string[] | undefined {
  const all = value?.kind === "sequence" ? value.items.map(textOf) : [textOf(value)];
  return all.every((text) => text !== undefined) ? all : undefined;
}
