import path from "node:path";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { rules } from "./rules/table";
import { serve } from "./server";
import { readTranslations } from "./session/translations";
import { nodeFileSystem } from "./workspace/nodeFileSystem";

// The transport (--stdio, --node-ipc, --socket=PORT) is on the command line, where vscode-languageserver reads it.
serve(createConnection(ProposedFeatures.all), {
  files: nodeFileSystem,
  environment: (name) => process.env[name],
  runtime: `Node.js ${process.version}`,
  rules,
  translations: (locale) => readTranslations(path.join(__dirname, "..", "l10n"), locale),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
});
