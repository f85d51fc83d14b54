import type { ComposeDocument } from "../compose/syntax/document";

/** What keeps a file from being checked as a whole, as a sentence for whoever runs the check; undefined where nothing does. */
export function readInPart(document: ComposeDocument): string | undefined {
  const [syntaxError] = document.errors;
  if (syntaxError !== undefined) {
    const { line, character } = document.positionAt(syntaxError.start);
    const place = `line ${line + 1}, column ${character + 1}`;
    return `this is not valid YAML (${place}): ${syntaxError.message}. What could be read was checked.`;
  }
  if (isFormatOne(document)) {
    return "this file has Compose file format 1, which Docker Compose no longer reads: its services are not under `services`, and were not checked.";
  }
  return undefined;
}

/** Without `services`, and with an image or a build right below a name of the top level (compose-spec schema: not allowed). */
function isFormatOne({ root }: ComposeDocument): boolean {
  const pairs = root?.pairs ?? [];
  if (pairs.some(({ key }) => key.text === "services" || key.text === "include")) return false;
  return pairs.some(
    ({ key, value }) =>
      !key.text.startsWith("x-") &&
      value.kind === "mapping" &&
      value.pairs.some((inner) => ["image", "build"].includes(inner.key.text)),
  );
}
