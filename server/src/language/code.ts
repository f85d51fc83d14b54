import { count, say, type Text } from "../../../shared/text";
/** A text of somebody else as Markdown code: nothing in it is a link, an image or a line break. */
export function code(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, " ");
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 || plain.trim() === "" ? " " : "";
  return `${fence}${space}${plain}${space}${fence}`;
}

/** The first of many lines, and how many there are more. */
export function firstOf(lines: readonly (string | Text)[], most: number): (string | Text)[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most), say`- and ${count(lines.length - most)} more`];
}
