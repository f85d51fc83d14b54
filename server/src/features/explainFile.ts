import { explainFileMethod, type ExplainFileParams, type ExplainFileResult } from "../../../shared/protocol";
import type { CancellationToken } from "vscode-languageserver";
import type { RegisterFeature } from "./context";

/** `Show How This File Is Read`: the file's projects, variables and what is not known, for a person to read. */
export const registerExplainFile: RegisterFeature = (context) => {
  context.connection.onRequest(
    explainFileMethod,
    async ({ uri }: ExplainFileParams, token: CancellationToken): Promise<ExplainFileResult | null> => {
      const text = await context.explanationOf(uri, () => !token.isCancellationRequested);
      return text === undefined ? null : { text };
    },
  );
  return {};
};
