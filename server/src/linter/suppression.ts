import type { ComposeDocument } from "../compose/syntax/document";
import type { PlainText } from "../compose/syntax/plainText";
import type { Node } from "../compose/syntax/node";
import { lastUpTo } from "../compose/syntax/lastUpTo";

/** A comment that suppresses rules, and where it stands: offsets into the document's text. */
export interface SuppressionComment {
  /** The rules that it names; none where it suppresses all. */
  readonly rules: readonly string[];
  readonly wholeFile: boolean;
  readonly start: number;
  readonly end: number;
}

/** Which findings a document's comments suppress. */
export interface Suppressions {
  /** Those that have an effect, in the document's order. */
  readonly comments: readonly SuppressionComment[];
  /** The comments that suppress a finding of `rule` that starts on `line` (zero-based). */
  covering(rule: string, line: number): readonly SuppressionComment[];
}

const directive = /(^|\s)#[ \t]*hostside-ignore(-file)?(?![\w-])([^\n\r]*)/gm;

/**
 * Reads `# hostside-ignore rule-id[, rule-id] [-- reason]`, which suppresses the rules on its line and the next, and
 * `# hostside-ignore-file` above the first content. Without rule ids a comment suppresses every rule.
 */
export function readSuppressions(document: ComposeDocument): Suppressions {
  const byLine = new Map<number, SuppressionComment>();
  const ofFile: SuppressionComment[] = [];
  const comments: SuppressionComment[] = [];
  if (mayHoldDirective(document.text)) {
    for (const match of document.text.matchAll(directive)) {
      const start = match.index + (match[1]?.length ?? 0);
      if (insideScalar(document, start)) continue;
      const wholeFile = match[2] !== undefined;
      const end = match.index + match[0].trimEnd().length;
      if (!wholeFile) {
        const comment = { rules: idsIn(match[3] ?? ""), wholeFile, start, end };
        byLine.set(document.positionAt(start).line, comment);
        comments.push(comment);
      } else if (document.root === undefined || start < document.offsetOf(document.root.chunk, document.root.start)) {
        const comment = { rules: [], wholeFile, start, end };
        ofFile.push(comment);
        comments.push(comment);
      }
    }
  }
  return { comments, covering: coveringBy(byLine, ofFile) };
}

const ownLine = /^[ \t]*#[ \t]*hostside-ignore(?![\w-])([^\n\r]*)/gm;

/** The same of a file of variables, where a comment has a line of its own and stands above what it suppresses. */
export function readSuppressionsIn({ text, lines }: PlainText): Suppressions {
  const byLine = new Map<number, SuppressionComment>();
  for (const { 0: whole, 1: words = "", index: start } of text.matchAll(ownLine)) {
    const comment = { rules: idsIn(words), wholeFile: false, start, end: start + whole.trimEnd().length };
    byLine.set(lines.position(start).line, comment);
  }
  return { comments: [...byLine.values()], covering: coveringBy(byLine, []) };
}

function coveringBy(
  byLine: ReadonlyMap<number, SuppressionComment>,
  ofFile: readonly SuppressionComment[],
): Suppressions["covering"] {
  return (rule, line) => {
    const near = [byLine.get(line), byLine.get(line - 1)].filter((comment) => comment !== undefined);
    return [...ofFile, ...near.filter(({ rules }) => rules.length === 0 || rules.includes(rule))];
  };
}

/**
 * Whether a comment may be one of ours. This is asked at every keystroke: the sign that begins comments is rarer than any letter,
 * so that a large text without our word is passed quickly.
 */
function mayHoldDirective(text: string): boolean {
  for (let at = text.indexOf("#"); at >= 0; at = text.indexOf("#", at + 1)) {
    let start = at + 1;
    while (text[start] === " " || text[start] === "\t") start += 1;
    if (text.startsWith("hostside-ignore", start)) return true;
  }
  return false;
}

/** The ids in front of the reason. */
function idsIn(words: string): string[] {
  const [ids = ""] = words.split("--");
  return ids.split(/[\s,]+/).filter((id) => id !== "");
}

/** A `#` within a quoted or block scalar is content, not a comment. */
function insideScalar(document: ComposeDocument, offset: number): boolean {
  const { root, within } = document.treeAt(offset);
  let node: Node | undefined = root;
  while (node !== undefined && node.start <= within && within < node.end) {
    if (node.kind === "scalar") return true;
    if (node.kind === "mapping") {
      const pair = lastUpTo(node.pairs, within, ({ key }) => key.start);
      node = pair !== undefined && pair.value.start <= within ? pair.value : pair?.key;
    } else node = node.kind === "sequence" ? lastUpTo(node.items, within, ({ start }) => start) : undefined;
  }
  return false;
}
