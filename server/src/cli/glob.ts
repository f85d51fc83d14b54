/** Whether a word of the command line is a pattern rather than a path: shells hand patterns on where they are quoted. */
export function isPattern(word: string): boolean {
  return /[*?[\]{}]/.test(word);
}

/** The folder below which everything lies that a pattern can mean. */
export function patternFolder(pattern: string): string {
  const parts = pattern.split("/");
  const first = parts.findIndex(isPattern);
  return parts.slice(0, first).join("/") || (pattern.startsWith("/") ? "/" : ".");
}

/** A place in a pattern: it takes one character and goes on, or, where it takes none, goes on in each of several ways. */
interface Step {
  readonly takes?: (character: string) => boolean;
  readonly next: Step[];
}

const end: Step = { next: [] };
const any = (): boolean => true;
const notSlash = (character: string): boolean => character !== "/";

/**
 * Matches paths as shells with `globstar` do: `*` and `?` within a name, `**` over folders, `[a-z]`, `{a,b}`. Every place
 * in the pattern at which the path may be is followed at once, so that no name makes it go back and try again.
 */
export function matcherOf(pattern: string): (path: string) => boolean {
  const first = stepsOf(tokensOf(pattern.replace(/^\.\//, "")), end);
  return (path) => {
    let places = reached([first]);
    for (const character of path) {
      places = reached([...places].flatMap(({ takes, next }) => (takes?.(character) === true ? next : [])));
      if (places.size === 0) return false;
    }
    return places.has(end);
  };
}

/** The places to which the path has come, forks followed. */
function reached(from: readonly Step[]): Set<Step> {
  const places = new Set(from);
  for (const { takes, next } of places) if (takes === undefined) for (const step of next) places.add(step);
  return places;
}

/** A word of a pattern, or the alternatives between braces. */
type Token = string | readonly (readonly Token[])[];

/** A bracket or a brace that is never closed is a character like any other. */
function tokensOf(pattern: string): Token[] {
  const words = pattern.match(/\*\*\/|\*\*|\[!?(?:[^\][/]+|\[)\]|[*?{},[]|[^*?{},[]+/g) ?? [];
  const whole: Token[] = [];
  const groups: Token[][][] = [];
  const current = (): Token[] => groups.at(-1)?.at(-1) ?? whole;
  for (const word of words) {
    const group = groups.at(-1);
    if (word === "{") groups.push([[]]);
    else if (word === "," && group !== undefined) group.push([]);
    else if (word === "}" && group !== undefined) {
      groups.pop();
      current().push(group);
    } else current().push(word);
  }
  for (let open = groups.pop(); open !== undefined; open = groups.pop()) {
    current().push("{", ...open.flatMap((words, index) => (index === 0 ? words : [",", ...words])));
  }
  return whole;
}

/** The steps of words, built from the last one. */
function stepsOf(tokens: readonly Token[], then: Step): Step {
  return tokens.reduceRight((next, token) => stepsOfToken(token, next), then);
}

function stepsOfToken(token: Token, then: Step): Step {
  if (typeof token !== "string") return { next: token.map((words) => stepsOf(words, then)) };
  if (token === "**") return repeated(any, then);
  if (token === "*") return repeated(notSlash, then);
  if (token === "?") return { takes: notSlash, next: [then] };
  if (token === "**/") {
    const again: Step = { next: [then] };
    const name = repeated(notSlash, { takes: (character) => character === "/", next: [again] });
    again.next.push({ takes: notSlash, next: [name] });
    return again;
  }
  if (token.length > 1 && token.startsWith("[") && token.endsWith("]")) return { takes: classOf(token), next: [then] };
  return Array.from(token).reduceRight<Step>(
    (next, own) => ({ takes: (character) => character === own, next: [next] }),
    then,
  );
}

function repeated(takes: (character: string) => boolean, then: Step): Step {
  const again: Step = { next: [then] };
  again.next.push({ takes, next: [again] });
  return again;
}

/** `[a-z_]` and `[!a-z_]`, for one character of a name. */
function classOf(token: string): (character: string) => boolean {
  const isOther = token.startsWith("[!") && token.length > 3;
  const members = Array.from(token.slice(isOther ? 2 : 1, -1));
  const ranges: (readonly [string, string])[] = [];
  for (let at = 0; at < members.length; at++) {
    const first = members[at] ?? "";
    const last = members[at + 1] === "-" ? members[at + 2] : undefined;
    ranges.push([first, last ?? first]);
    if (last !== undefined) at += 2;
  }
  return (character) =>
    notSlash(character) && isOther !== ranges.some(([first, last]) => first <= character && character <= last);
}
