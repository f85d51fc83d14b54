import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { rules } from "./rules/table";
import { serve } from "./server";
import { nodeFileSystem } from "./workspace/nodeFileSystem";

// The transport (--stdio, --node-ipc, --socket=PORT) is on the command line, where vscode-languageserver reads it.
serve(createConnection(ProposedFeatures.all), {
  files: nodeFileSystem,
  environment: (name) => process.env[name],
  runtime: `Node.js ${process.version}`,
  rules,
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
});
