// @ts-check
// ESLint: a number stands in a template as it is, `${count} files`, and a number by itself becomes a text by String(count).
import ts from "typescript";

/** @typedef {{ getTypeAtLocation: (node: unknown) => ts.Type }} Types what the parser of TypeScript adds */

/** What the parser of TypeScript knows of a file. @type {(sourceCode: unknown) => Types} */
const typesOf = (sourceCode) => /** @type {{ parserServices: Types }} */ (sourceCode).parserServices;

/** @type {import("eslint").Rule.RuleModule} */
export const numbersInTemplates = {
  meta: {
    type: "suggestion",
    fixable: "code",
    schema: [],
    messages: {
      bare: "A template takes a number or a text as it is: leave String() out.",
      alone: "A template of one number is String() of it.",
    },
  },
  create(context) {
    const { sourceCode } = context;
    const services = typesOf(sourceCode);

    /** Whether a value can be nothing but of these types. @param {unknown} node @param {number} flags */
    const isOnly = (node, flags) => {
      const type = services.getTypeAtLocation(node);
      return (type.isUnion() ? type.types : [type]).every((part) => (part.flags & flags) !== 0);
    };

    return {
      TemplateLiteral(node) {
        if (node.parent.type === "TaggedTemplateExpression") return;
        const [only, ...others] = node.expressions;
        const isAlone = only !== undefined && others.length === 0 && node.quasis.every(({ value }) => value.raw === "");
        if (isAlone && isOnly(only, ts.TypeFlags.NumberLike)) {
          const text = `String(${sourceCode.getText(only)})`;
          context.report({ node, messageId: "alone", fix: (fixer) => fixer.replaceText(node, text) });
        }
        for (const each of node.expressions) {
          if (each.type !== "CallExpression" || each.callee.type !== "Identifier" || each.callee.name !== "String")
            continue;
          const [value] = each.arguments;
          if (value === undefined || value.type === "SpreadElement") continue;
          if (!isOnly(value, ts.TypeFlags.NumberLike | ts.TypeFlags.StringLike)) continue;
          const text = sourceCode.getText(value);
          context.report({ node: each, messageId: "bare", fix: (fixer) => fixer.replaceText(each, text) });
        }
      },
    };
  },
};
