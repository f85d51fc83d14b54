import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** A regular expression of the source, and where it stands. */
export interface Expression {
  readonly source: string;
  readonly flags: string;
  /** File and line, as a terminal links them. */
  readonly at: string;
}

/** A folder's literal expressions, and the places that put one together while the program runs. */
export interface Expressions {
  readonly literals: readonly Expression[];
  /** Files with `new RegExp`, each with the number of places. */
  readonly composed: ReadonlyMap<string, number>;
}

const checkout = path.join(import.meta.dirname, "..", "..");

/** Finds every regular expression below folders of the checkout, as the TypeScript parser sees them. */
export function findExpressions(...folders: readonly string[]): Expressions {
  const literals: Expression[] = [];
  const composed = new Map<string, number>();
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(checkout, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => path.posix.join(folder, name.replaceAll("\\", "/"))),
  );
  for (const file of files) {
    const text = readFileSync(path.join(checkout, file), "utf8");
    const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf("/");
        const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        const [source, flags] = [node.text.slice(1, end), node.text.slice(end + 1)];
        literals.push({ source, flags, at: `${file}:${line}` });
      }
      // The bare name: also where somebody calls it without `new`, or hands it on.
      if (ts.isIdentifier(node) && node.text === "RegExp" && !ts.isTypeNode(node.parent)) {
        composed.set(file, (composed.get(file) ?? 0) + 1);
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return { literals, composed };
}

/** Loads files of the checkout and notes each expression that they put together meanwhile. */
export async function composedIn(
  files: Iterable<string>,
  load: (path: string) => Promise<unknown>,
): Promise<Expression[]> {
  const found: Expression[] = [];
  const original = globalThis.RegExp;
  globalThis.RegExp = new Proxy(original, {
    construct(target, words: [string, string?]) {
      const made = new target(...words);
      const [, place] = /(?:client|server|shared)(\/[^:]+:\d+)/.exec(new Error().stack ?? "") ?? [];
      if (place !== undefined) found.push({ source: made.source, flags: made.flags, at: place });
      return made;
    },
  });
  try {
    for (const file of files) await load(path.join(checkout, file));
  } finally {
    globalThis.RegExp = original;
  }
  return found;
}
