import type { Condition, Rule, Ruleset } from "./rules";

/** Options of `iptables` that take no value. */
const withoutValue = new Set(["--random", "--random-fully", "--persistent", "--syn"]);
/** Options that take two. */
const withTwoValues = new Set(["--tcp-flags", "--match-set"]);
/** What a rule does, and what names the kinds of conditions that follow: no conditions. */
const noCondition = new Set(["-m", "--match", "--comment"]);

/**
 * Reads what `iptables-save` or `ip6tables-save` prints. A line that is none of its forms is left out of the rules and
 * nothing throws: a rule that cannot be understood still has its text, and a condition that nobody knows matches
 * neither way (evaluate.ts).
 */
export function parseIptablesSave(text: string): Ruleset {
  const chains = new Map<string, { policy: string | undefined; rules: Rule[] }>();
  const chainOf = (name: string) => {
    const known = chains.get(name) ?? { policy: undefined, rules: [] };
    chains.set(name, known);
    return known;
  };
  let table = "";
  for (const line of text.split("\n")) {
    const [, named] = /^\*(\w+)$/u.exec(line) ?? [];
    if (named !== undefined) table = named;
    const [, chain, policy] = /^:(\S+) (\S+)/u.exec(line) ?? [];
    if (chain !== undefined) chainOf(`${table} ${chain}`).policy = policy === "-" ? undefined : policy;
    const [, of, rest = ""] = /^-A (\S+)(\s.*)?$/u.exec(line) ?? [];
    if (of !== undefined) chainOf(`${table} ${of}`).rules.push(ruleFrom(line, wordsOf(rest)));
  }
  return chains;
}

/** The words of a line; a comment in quotation marks is one. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/gu)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

function ruleFrom(text: string, words: readonly string[]): Rule {
  const conditions: Condition[] = [];
  let target: string | undefined;
  let to: string | undefined;
  let goto = false;
  let negated = false;
  for (let at = 0; at < words.length; at += 1) {
    const option = words[at] ?? "";
    if (option === "!") {
      negated = true;
      continue;
    }
    const next = words[at + 1] ?? "";
    const takes = withTwoValues.has(option) ? 2 : withoutValue.has(option) || next.startsWith("-") ? 0 : 1;
    const value = words.slice(at + 1, at + 1 + takes).join(" ");
    at += takes;
    if (option === "-j" || option === "-g") {
      target = value;
      goto = option === "-g";
      // What follows belongs to what is done, but for where to.
      const destination = words.indexOf("--to-destination", at);
      if (destination >= 0) to = words[destination + 1];
      break;
    }
    if (!noCondition.has(option)) conditions.push({ option, value, negated });
    negated = false;
  }
  return { text, conditions, target, goto, to };
}
