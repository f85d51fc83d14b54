import ts from "typescript";

/** A text of the code that is translated, and where it stands. */
export interface LocalizedText {
  readonly text: string;
  /** `client/src/file.ts:12`. */
  readonly at: string;
  /** How many values are put into it. */
  readonly values: number;
}

/**
 * The texts of a source: what it hands to `l10n.t(...)`, and the templates behind `say`. Throws where a text is not written
 * out at the call: nobody could find it to translate it.
 */
export function localizedTexts(file: string, source: string): LocalizedText[] {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest);
  const found: LocalizedText[] = [];
  const placeOf = (node: ts.Node): string =>
    `${file}:${parsed.getLineAndCharacterOfPosition(node.getStart(parsed)).line + 1}`;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTranslation(node.expression)) {
      const [text, ...values] = node.arguments;
      const at = placeOf(node);
      if (text === undefined || !ts.isStringLiteral(text)) {
        throw new Error(`${at}: the first argument of l10n.t has to be a string literal.`);
      }
      found.push({ text: text.text, at, values: values.length });
    }
    if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && node.tag.text === "say") {
      found.push({ ...said(node.template), at: placeOf(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}

/** A template as it is looked up: `{0}` for its first value. */
function said(template: ts.TemplateLiteral): Omit<LocalizedText, "at"> {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return { text: template.text, values: 0 };
  const text = template.templateSpans.map(({ literal }, at) => `{${at}}${literal.text}`).join("");
  return { text: template.head.text + text, values: template.templateSpans.length };
}

/** `l10n.t`, `vscode.l10n.t`, `this.l10n.t`. */
function isTranslation(called: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(called) || called.name.text !== "t") return false;
  const { expression } = called;
  return (
    (ts.isIdentifier(expression) && expression.text === "l10n") ||
    (ts.isPropertyAccessExpression(expression) && expression.name.text === "l10n")
  );
}
