import type { ComposeDocument } from "../compose/syntax/document";
import type { Node } from "../compose/syntax/node";

/** Which findings a document's comments silence. */
export interface Suppressions {
  /** Whether there is any such comment. */
  readonly any: boolean;
  /** Whether a finding of `rule` that starts on `line` (zero-based) is silenced. */
  covers(rule: string, line: number): boolean;
}

const directive = /(^|\s)#[ \t]*hostside-ignore(-file)?(?![\w-])([^\n\r]*)/gm;

/**
 * Reads `# hostside-ignore rule-id[, rule-id] [-- reason]`, which silences the rules on its line and the next, and
 * `# hostside-ignore-file` above the first content. Without rule ids a comment silences every rule.
 */
export function readSuppressions(document: ComposeDocument): Suppressions {
  const byLine = new Map<number, Set<string>>();
  let wholeFile = false;
  if (document.text.includes("hostside-ignore")) {
    for (const match of document.text.matchAll(directive)) {
      const offset = match.index + (match[1]?.length ?? 0);
      if (insideScalar(document, offset)) continue;
      if (match[2] !== undefined) {
        wholeFile ||=
          document.root === undefined || offset < document.offsetOf(document.root.chunk, document.root.start);
        continue;
      }
      const ids =
        (match[3] ?? "")
          .split("--")[0]
          ?.split(/[\s,]+/)
          .filter((id) => id !== "") ?? [];
      const { line } = document.positionAt(offset);
      byLine.set(line, new Set(ids.length > 0 ? ids : ["*"]));
    }
  }
  const silenced = (rule: string, line: number): boolean => {
    const ids = byLine.get(line);
    return ids !== undefined && (ids.has(rule) || ids.has("*"));
  };
  return {
    any: wholeFile || byLine.size > 0,
    covers: (rule, line) => wholeFile || silenced(rule, line) || silenced(rule, line - 1),
  };
}

/** A `#` within a quoted or block scalar is content, not a comment. */
function insideScalar(document: ComposeDocument, offset: number): boolean {
  const inside = (node: Node): boolean => {
    if (offset < document.offsetOf(node.chunk, node.start) || offset >= document.offsetOf(node.chunk, node.end)) {
      return false;
    }
    if (node.kind === "mapping") return node.pairs.some(({ key, value }) => inside(key) || inside(value));
    if (node.kind === "sequence") return node.items.some(inside);
    return node.kind === "scalar";
  };
  return document.root !== undefined && inside(document.root);
}
