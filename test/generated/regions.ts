/**
 * Puts `content` into the region `name` of a Markdown text, between the two comments that mark it:
 *
 *     <!-- generated: rules -->
 *     <!-- end of rules -->
 */
export function withRegion(text: string, name: string, content: string): string {
  const opening = `<!-- generated: ${name} -->`;
  const closing = `<!-- end of ${name} -->`;
  const [before, ...afterOpening] = text.split(opening);
  const [, ...after] = afterOpening.join(opening).split(closing);
  if (before === undefined || afterOpening.length !== 1 || after.length !== 1) {
    throw new Error(`There have to be one "${opening}" and one "${closing}" after it.`);
  }
  return `${before}${opening}\n\n${content}\n\n${closing}${after.join("")}`;
}

/** A table in Markdown; Prettier lays its columns out. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
