import * as vscode from "vscode";

/** A command that a tooltip offers. */
export interface TooltipLink {
  readonly title: string;
  readonly command: string;
  /** What the command is about, as a lens has it. */
  readonly target: { readonly container: { readonly id: string }; readonly engine: string };
}

/** A paragraph of a tooltip: a text, or commands beside each other. */
export type TooltipPart = string | readonly TooltipLink[];

/** Writes a tooltip. What containers say is data: it is escaped, and no command but those of the links can be run. */
export function tooltipFrom(parts: readonly TooltipPart[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  const links = parts.filter((part) => typeof part !== "string").flat();
  const commands = [...new Set(links.map(({ command }) => command))];
  tooltip.isTrusted = commands.length === 0 ? false : { enabledCommands: commands };
  tooltip.supportHtml = false;
  for (const part of parts) {
    if (typeof part === "string") tooltip.appendText(part);
    else tooltip.appendMarkdown(part.map(markdownOf).join(" | "));
    tooltip.appendMarkdown("\n\n");
  }
  return tooltip;
}

/** Titles are ours: they hold no name. */
function markdownOf({ title, command, target }: TooltipLink): string {
  return `[${title}](command:${command}?${encodeURIComponent(JSON.stringify([target]))})`;
}
