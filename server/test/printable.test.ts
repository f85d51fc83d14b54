import { describe, expect, it } from "vitest";
import { sanitize } from "../../client/src/docker/sanitize";
import { printable, printableJson } from "../../shared/terminal/printable";

describe("what cannot be seen", () => {
  it("is the same for the command line and for the extension", () => {
    const different: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      // Escape sequences and spaces at the ends have rules of their own in the extension.
      const text = `a${String.fromCodePoint(code)}a`;
      const [here, there] = [printable(text) !== text, sanitize(text) !== text];
      if (here !== there) different.push(code.toString(16));
    }
    expect(different).toEqual([]);
  });

  it("has a name, and the same data in JSON", () => {
    expect(printable("a\u001B[31m\u202Eb\uD83Dc\u{E0041}\u{1F433}é漢")).toBe(
      "a<U+001B>[31m<U+202E>b<U+D83D>c<U+E0041>\u{1F433}é漢",
    );
    const data = { "##[a]": "##vso[x]\u001B\u009B\u202E\u{E0041}\n\u{1F433}" };
    expect(JSON.parse(printableJson(data))).toEqual(data);
    expect(printableJson(data)).toMatch(/^[\x20-\x7E\n\u{1F433}]+$/u);
  });
});
