import { type Hover, type HoverParams, MarkupKind } from "vscode-languageserver";
import { hoverOf, paragraphs } from "../language/hover/hover";
import { hoverInVariables } from "../language/variables/hover";
import type { StillAsked } from "../workspace/turns";
import type { FeatureContext, RegisterFeature } from "./context";
import { answeringQuietly } from "./run";
import { askedAt } from "./standing";
import { variablesAt } from "./variablesAt";

/** Says what Docker makes of the networking word that is pointed at. */
export const registerHover: RegisterFeature = (context) => {
  const hover = async (params: HoverParams, stillAsked: StillAsked): Promise<Hover | null> => {
    const asked = await askedAt(context, params, stillAsked);
    const found = asked && hoverOf(asked.standings, asked.projects, context.parsed, context.speak);
    if (asked === undefined) return hoverOnVariable(context, params, stillAsked);
    if (found === undefined) return null;
    return { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: asked.compose.rangeOf(found.at) };
  };
  context.connection.onHover(answeringQuietly("textDocument/hover", context.log, hover, null));
  return { hoverProvider: true };
};

/** The same for a line of a file of variables that a project takes. */
async function hoverOnVariable(
  context: FeatureContext,
  params: HoverParams,
  stillAsked: StillAsked,
): Promise<Hover | null> {
  const asked = await variablesAt(context, params, stillAsked);
  if (asked === undefined) return null;
  const { file, open, offset, projects } = asked;
  const found = hoverInVariables(file, open.getText(), offset, projects, context.parsed);
  if (found === undefined || found.lines.length === 0) return null;
  const range = { start: open.positionAt(found.start), end: open.positionAt(found.end) };
  return { contents: { kind: MarkupKind.Markdown, value: paragraphs(found.lines.map(context.speak)) }, range };
}
