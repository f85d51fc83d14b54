import { type AST, RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";

/**
 * The expression with what it looks at as part of what it matches, which the prover understands: `a(?=b)` becomes
 * `a(?:b)`, `(?<![ab])c` becomes `(?:^|[^ab])c`. It fails where the other one fails, which is what takes time. Of a longer
 * text that may not stand there nothing is left: the rest is then tried more often, not less.
 */
export function withoutLooking(source: string, flags: string): string {
  const found: AST.LookaroundAssertion[] = [];
  visitRegExpAST(new RegExpParser().parsePattern(source, undefined, undefined, { unicode: flags.includes("u") }), {
    onAssertionEnter: (node) => {
      if (node.kind === "lookahead" || node.kind === "lookbehind") found.push(node);
    },
  });
  return found.reduceRight((text, node) => text.slice(0, node.start) + matched(node) + text.slice(node.end), source);
}

function matched({ kind, negate, raw }: AST.LookaroundAssertion): string {
  const inner = raw.slice(kind === "lookahead" ? 3 : 4, -1);
  if (!negate) return `(?:${inner})`;
  const others = /^\[([^^\]][^\]]*)\]$/.exec(inner)?.[1];
  if (others === undefined) return "(?:)";
  return `(?:${kind === "lookahead" ? "$" : "^"}|[^${others}])`;
}
