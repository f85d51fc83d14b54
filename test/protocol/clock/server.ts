import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { rules } from "../../../server/src/rules/table";
import { serve } from "../../../server/src/server";
import { nodeFileSystem } from "../../../server/src/workspace/nodeFileSystem";

// The server with a clock that stands still until the test says that time has passed: then all that waits is done.
const waiting = new Set<() => void>();
const connection = createConnection(ProposedFeatures.all);
connection.onNotification("test/timePasses", () => {
  for (const run of [...waiting]) run();
});
serve(connection, {
  files: nodeFileSystem,
  environment: () => undefined,
  runtime: "a test",
  translations: () => ({}),
  rules,
  after: (_milliseconds, run) => {
    const once = (): void => {
      waiting.delete(once);
      run();
    };
    waiting.add(once);
    return () => waiting.delete(once);
  },
});
