import type { Project } from "../../compose/model/project";
import type { ComposeDocument, DocumentRange } from "../../compose/syntax/document";
import type { Node, Pair } from "../../compose/syntax/node";
import { networkOf } from "../../network/networkOf";
import type { Path } from "../at/path";
import type { HoverContext } from "../hover/answer";
import { modeHint, overrideHints } from "./atService";
import type { Hint, HintedService, HintKind } from "./hint";
import { listensHints, variableHints } from "./inValues";

/** What hints are made with. */
export interface HintOptions {
  readonly kinds: ReadonlySet<HintKind>;
  /** Docker DX puts the value that is overridden behind an entry of a service that extends another: nothing more goes there. */
  readonly besideParentValues: boolean;
  readonly documentOf: HoverContext["documentOf"];
}

/** The hints in a stretch of a document; only the services that reach into it are looked at. */
export function hintsIn(
  document: ComposeDocument,
  range: DocumentRange,
  projects: readonly Project[],
  options: HintOptions,
): Hint[] {
  const hints: Hint[] = [];
  for (const pair of servicesIn(document, range)) {
    const project = projects.find(({ services }) => services.has(pair.key.text)) ?? projects[0];
    if (project === undefined) continue;
    const context = { project, network: networkOf(project), documentOf: options.documentOf };
    hints.push(...ofService({ document, pair, project, context }, options));
  }
  return hints.filter(({ behind }) => {
    const { end } = document.rangeOf(behind);
    return range.start.line <= end.line && end.line <= range.end.line;
  });
}

function ofService(service: HintedService, { kinds, besideParentValues }: HintOptions): Hint[] {
  const isExtending =
    service.pair.value.kind === "mapping" && service.pair.value.pairs.some(({ key }) => key.text === "extends");
  const quietFor = (path: Path): boolean => besideParentValues && isExtending && path.length === 1;
  const overrides = kinds.has("overrides") ? overrideHints(service) : [];
  return [
    ...(kinds.has("mode") && overrides.length === 0 ? modeHint(service) : []),
    ...overrides,
    ...(kinds.has("listens") ? listensHints(service) : []),
    ...(kinds.has("variables") ? variableHints(service, quietFor) : []),
  ];
}

/** The entries of `services` that reach into a stretch of the document. */
function* servicesIn(document: ComposeDocument, { start, end }: DocumentRange): Generator<Pair> {
  for (const tree of document.trees()) {
    const first = document.lineOf(tree.chunk);
    if (first > end.line || first + tree.chunk.lines.breaks < start.line) continue;
    for (const pair of entriesIn(document, tree)) {
      const from = document.rangeOf(pair.key).start.line;
      if (from <= end.line && document.rangeOf(pair.value).end.line >= start.line) yield pair;
    }
  }
}

function entriesIn(document: ComposeDocument, tree: Node): readonly Pair[] {
  if (tree.kind !== "mapping") return [];
  if (document.holdsServices(tree.chunk)) return tree.pairs;
  const section = tree.pairs.findLast(({ key }) => key.text === "services")?.value;
  return section?.kind === "mapping" ? section.pairs : [];
}
