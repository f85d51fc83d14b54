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

/** Matches paths as shells with `globstar` do: `*` and `?` within a name, `**` over folders, `[a-z]`, `{a,b}`. */
export function matcherOf(pattern: string): (path: string) => boolean {
  const regex = new RegExp(`^${translated(pattern.replace(/^\.\//, ""))}$`);
  return (path) => regex.test(path);
}

function translated(pattern: string): string {
  let braces = 0;
  const tokens = pattern.matchAll(/\*\*\/|\*\*|\*|\?|\[!?[^\]/]+\]|[{},]|[^*?[{},]+|./g);
  return [...tokens]
    .map(([token]) => {
      if (token === "**/") return "(?:[^/]+/)*";
      if (token === "**") return ".*";
      if (token === "*") return "[^/]*";
      if (token === "?") return "[^/]";
      if (token.startsWith("[") && token.endsWith("]")) return token.replace(/^\[!/, "[^").replaceAll("\\", "\\\\");
      if (token === "{") return (braces += 1) && "(?:";
      if (token === "}" && braces > 0) return ((braces -= 1), ")");
      if (token === "," && braces > 0) return "|";
      return token.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    })
    .join("");
}
