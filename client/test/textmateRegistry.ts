import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import oniguruma from "vscode-oniguruma";
import textmate, { type IGrammar } from "vscode-textmate";

/**
 * A grammar as VS Code loads it, with those that are injected into it. `textOf` gives the JSON of the grammar of a scope.
 */
export async function grammarOf(
  scope: string,
  textOf: (scope: string) => string,
  injected: readonly string[] = [],
): Promise<IGrammar> {
  const wasm = createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm");
  await oniguruma.loadWASM(readFileSync(wasm).buffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: (name) => Promise.resolve(textmate.parseRawGrammar(textOf(name), `${name}.tmLanguage.json`)),
    getInjections: (of) => (of === scope ? [...injected] : undefined),
  });
  const loaded = await registry.loadGrammar(scope);
  if (loaded === null) throw new Error("the grammar did not load");
  return loaded;
}
