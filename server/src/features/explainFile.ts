import { explainFileMethod, type ExplainFileParams, type ExplainFileResult } from "../../../shared/protocol";
import type { StillAsked } from "../workspace/turns";
import type { RegisterFeature } from "./context";
import { answering } from "./run";

/** `Show How This File Is Read`: the file's projects, variables and what is not known, for a person to read. */
export const registerExplainFile: RegisterFeature = (context) => {
  const explain = async ({ uri }: ExplainFileParams, stillAsked: StillAsked): Promise<ExplainFileResult | null> => {
    const text = await context.explanationOf(uri, stillAsked);
    return text === undefined ? null : { text };
  };
  context.connection.onRequest(explainFileMethod, answering(explainFileMethod, context.log, explain));
  return {};
};
