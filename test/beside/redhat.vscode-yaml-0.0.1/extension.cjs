// @ts-check
// Stands for Red Hat's YAML in tests: offers what the schema of Compose has for a condition, as that one does.
const vscode = require("vscode");

/** @param {import("vscode").ExtensionContext} context */
function activate(context) {
  const conditions = ["service_started", "service_healthy", "service_completed_successfully"];
  const languages = [{ language: "yaml" }, { language: "dockercompose" }];
  context.subscriptions.push(
    vscode.languages.registerCompletionItemProvider(languages, {
      provideCompletionItems: (document, { line }) =>
        document.lineAt(line).text.trim().startsWith("condition:")
          ? conditions.map((condition) => new vscode.CompletionItem(condition))
          : [],
    }),
  );
}

module.exports = { activate };
