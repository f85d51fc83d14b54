import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { rules } from "../../../server/src/rules/table";
import { serve } from "../../../server/src/server";
import { nodeFileSystem } from "../../../server/src/workspace/nodeFileSystem";
import { faultyFixRule, faultyRule } from "../../../server/test/linter/faultyRule";

// The server with two rules that throw at a service called `bad`.
serve(createConnection(ProposedFeatures.all), {
  files: nodeFileSystem,
  environment: () => undefined,
  runtime: "a test",
  translations: () => ({}),
  rules: [...rules, faultyRule, faultyFixRule],
  after: () => () => undefined,
});
