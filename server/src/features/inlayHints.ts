import { type InlayHint, type InlayHintParams, MarkupKind } from "vscode-languageserver";
import { hintsIn } from "../language/hints/hints";
import type { StillAsked } from "../workspace/turns";
import type { RegisterFeature } from "./context";
import { answeringQuietly } from "./run";
import { readNow } from "./standing";

/** A few words in the text of a Compose file: what it comes to, where it does not say so itself. */
export const registerInlayHints: RegisterFeature = (context) => {
  const { connection } = context;
  const hints = async (params: InlayHintParams, stillAsked: StillAsked): Promise<InlayHint[]> => {
    const kinds = (await context.settings()).inlayHints;
    const read = kinds.size === 0 ? undefined : await readNow(context, params.textDocument.uri, stillAsked);
    if (read === undefined) return [];
    const { compose, projects } = read;
    const besideParentValues = context.peers().has("docker.docker");
    const options = { kinds, besideParentValues, documentOf: context.parsed };
    return hintsIn(compose, params.range, projects, options).map(({ behind, label, more }) => ({
      position: compose.rangeOf(behind).end,
      label: onOneLine(context.speak(label)),
      paddingLeft: true,
      ...(more === undefined
        ? {}
        : { tooltip: { kind: MarkupKind.Markdown, value: more.map(context.speak).join("\n\n") } }),
    }));
  };
  connection.languages.inlayHint.on(answeringQuietly("textDocument/inlayHint", context.log, hints, []));
  const refresh = (): void => {
    if (context.client.refreshesInlayHints) void connection.languages.inlayHint.refresh().catch(() => undefined);
  };
  context.onDidChangeEnvironment(refresh);
  context.onDidChangePeers(refresh);
  // What is typed in one file may show in another; the editor asks again by itself for the one that is typed in.
  context.onDidStopTyping(() => {
    if (context.documents().length > 1) refresh();
  });
  return { inlayHintProvider: true };
};

/** What a value says is shown as it is, without what would break the line or turn it around. */
function onOneLine(label: string): string {
  return label.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, " ");
}
