import { type Hover, type HoverParams, MarkupKind } from "vscode-languageserver";
import { hoverOf } from "../language/hover/hover";
import type { StillAsked } from "../workspace/turns";
import type { RegisterFeature } from "./context";
import { answeringQuietly } from "./run";
import { askedAt } from "./standing";

/** Says what Docker makes of the networking word that is pointed at. */
export const registerHover: RegisterFeature = (context) => {
  const hover = async (params: HoverParams, stillAsked: StillAsked): Promise<Hover | null> => {
    const asked = await askedAt(context, params, stillAsked);
    const found = asked && hoverOf(asked.standings, asked.projects, context.parsed, context.speak);
    if (asked === undefined || found === undefined) return null;
    return { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: asked.compose.rangeOf(found.at) };
  };
  context.connection.onHover(answeringQuietly("textDocument/hover", context.log, hover, null));
  return { hoverProvider: true };
};
