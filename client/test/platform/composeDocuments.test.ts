import { describe, expect, it } from "vitest";
import { type Document, mayBeCompose, whenComposeIsOpen } from "../../src/platform/composeDocuments";

const document = (path: string, languageId: string, text: string, scheme = "file"): Document =>
  ({ languageId, uri: { scheme, path }, getText: () => text }) as unknown as Document;

const deployment = "apiVersion: apps/v1\nkind: Deployment\nspec:\n  services: 1\n";
const compose = "services:\n  web:\n    image: nginx\n";

describe("a document that may be a Compose file", () => {
  it.each([
    ["by its name", document("/p/compose.yaml", "yaml", ""), true],
    ["by its language", document("/p/web", "dockercompose", ""), true],
    ["by what it holds", document("/p/stack.yaml", "yaml", compose), true],
    ["in quotes, behind a byte order mark", document("/p/a.yml", "yaml", `\ufeff"services":\n  web: {}\n`), true],
    ["in braces", document("/p/a.yml", "yaml", `{ name: p, 'services': { web: {} } }`), true],
    ["before it is saved", document("Untitled-1", "yaml", compose, "untitled"), true],
    ["not one for Kubernetes", document("/p/deploy.yaml", "yaml", deployment), false],
    ["not one that names services elsewhere", document("/p/a.yaml", "yaml", "resources: [services]\n"), false],
    ["not one in another language", document("/p/notes.md", "markdown", compose), false],
    ["not one of a version control", document("/p/compose.yaml", "yaml", compose, "git"), false],
  ])("%s", (_, one, may) => {
    expect(mayBeCompose(one)).toBe(may);
  });
});

describe("word of the first one", () => {
  /** Documents that are opened and changed, as VS Code tells of them. */
  const editor = (...open: Document[]) => {
    const opened = new Set<(one: Document) => void>();
    const changed = new Set<(change: { document: Document }) => void>();
    const on =
      <T>(listeners: Set<T>) =>
      (listener: T) => {
        listeners.add(listener);
        return { dispose: () => listeners.delete(listener) };
      };
    let calls = 0;
    const documents = { textDocuments: open, onDidOpenTextDocument: on(opened), onDidChangeTextDocument: on(changed) };
    const registration = whenComposeIsOpen(documents as never, () => (calls += 1));
    return {
      open: (one: Document) => opened.forEach((listener) => listener(one)),
      change: (one: Document) => changed.forEach((listener) => listener({ document: one })),
      listeners: () => opened.size + changed.size,
      calls: () => calls,
      registration,
    };
  };

  it("comes at once where it is open, and once", () => {
    const { open, calls, listeners } = editor(document("/p/compose.yaml", "yaml", ""));
    open(document("/q/compose.yaml", "yaml", ""));
    expect([calls(), listeners()]).toEqual([1, 0]);
  });

  it("does not come for files of Kubernetes, and comes when one is opened or written", () => {
    const { open, change, calls, listeners } = editor(document("/p/deploy.yaml", "yaml", deployment));
    open(document("/p/other.yaml", "yaml", deployment));
    change(document("/p/new.yaml", "yaml", "serv"));
    expect(calls()).toBe(0);
    change(document("/p/new.yaml", "yaml", "services:"));
    open(document("/p/compose.yaml", "yaml", ""));
    expect([calls(), listeners()]).toEqual([1, 0]);
  });

  it("does not come after the extension has ended", () => {
    const { open, calls, registration } = editor();
    registration.dispose();
    open(document("/p/compose.yaml", "yaml", ""));
    expect(calls()).toBe(0);
  });
});
