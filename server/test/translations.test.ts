import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inEnglish, say, speakerOf } from "../../shared/text";
import { readTranslations } from "../src/session/translations";

describe("a text", () => {
  const inner = say`the ${"default"} network`;
  const text = say`Put ${"web"} on ${inner}, ${2} times`;

  it("is English without translations", () => {
    expect(inEnglish(text)).toBe("Put web on the default network, 2 times");
    expect(inEnglish("as it is {0}")).toBe("as it is {0}");
    expect(inEnglish(say`no value`)).toBe("no value");
  });

  it("is looked up with places for its values, and so are its parts", () => {
    const speak = speakerOf({
      "Put {0} on {1}, {2} times": "{2}-mal {0} in {1}, {0}",
      "the {0} network": "das Netzwerk {0}",
    });
    expect(speak(text)).toBe("2-mal web in das Netzwerk default, web");
    expect(speak(say`Put ${"{1}"} on ${"$&"}, ${0} times`)).toBe("0-mal {1} in $&, {1}");
  });

  it("stays English where a language lacks it", () => {
    expect(speakerOf({ "the {0} network": "das Netzwerk {0}" })(text)).toBe("Put web on das Netzwerk default, 2 times");
    expect(speakerOf({ other: "anderes" })(say`toString`)).toBe("toString");
  });
});

describe("the translations of a server", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "hostside-l10n-"));
    writeFileSync(path.join(folder, "bundle.l10n.de.json"), JSON.stringify({ a: "A", wrong: 1 }));
    writeFileSync(path.join(folder, "bundle.l10n.pt-br.json"), JSON.stringify({ a: "B" }));
    writeFileSync(path.join(folder, "bundle.l10n.fr.json"), "not JSON");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    ["de", { a: "A" }],
    ["de-AT", { a: "A" }],
    ["de_DE", { a: "A" }],
    ["pt-BR", { a: "B" }],
    ["pt", {}],
    ["en", {}],
    ["fr", {}],
    ["../de", {}],
    ["", {}],
  ])("are of the language %s, or of its base", (locale, expected) => {
    expect(readTranslations(folder, locale)).toEqual(expected);
  });
});
