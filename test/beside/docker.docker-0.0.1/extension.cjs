// @ts-check
// Stands for Docker DX in tests: registers a rename provider of its own when it is activated, which renames every word of
// one document that is the name, as that one does, and says what it was asked.
const vscode = require("vscode");

/** @param {import("vscode").ExtensionContext} context */
function activate(context) {
  /** @type {string[]} */
  const asked = [];
  const provider = {
    /** @type {NonNullable<import("vscode").RenameProvider["prepareRename"]>} */
    prepareRename: (document, position) => document.getWordRangeAtPosition(position),
    /** @type {import("vscode").RenameProvider["provideRenameEdits"]} */
    provideRenameEdits(document, position, newName) {
      const word = document.getText(document.getWordRangeAtPosition(position));
      asked.push(word);
      const edit = new vscode.WorkspaceEdit();
      for (const { index } of document.getText().matchAll(new RegExp(`\\b${word}\\b`, "g"))) {
        const start = document.positionAt(index);
        edit.replace(document.uri, new vscode.Range(start, start.translate(0, word.length)), newName);
      }
      return edit;
    },
  };
  const languages = [{ language: "yaml" }, { language: "dockercompose" }];
  context.subscriptions.push(vscode.languages.registerRenameProvider(languages, provider));
  return { asked };
}

module.exports = { activate };
