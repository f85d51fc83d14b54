import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { explainEngineFault } from "../../client/src/insight/explainFault";
import { bundleOf, fixedPartsOf, placeholdersOf, textsOfSources } from "./bundle";
import { localizedTexts } from "./localizedTexts";
import { checkout, languages as translatedLanguages, textOf } from "./manifest";
import { pictures, textsOfPicture, wordsOfPictures } from "./pictures";

type Texts = Readonly<Record<string, string>>;
const read = (file: string): Texts => JSON.parse(textOf(file)) as Texts;

const english = { manifest: read("package.nls.json"), bundle: read("l10n/bundle.l10n.json") };
const languages = translatedLanguages();

describe("the texts of the code", () => {
  const texts = textsOfSources();

  it("get as many values as they have places for", () => {
    const wrong = texts.filter(({ text, values }) => placeholdersOf(text).join() !== numbered(values));
    expect(wrong).toEqual([]);
    expect(texts.length).toBeGreaterThan(500);
  });

  it("are found by their calls, and have to be written out there", () => {
    const source = 'a(l10n.t("one {0}", x), other.t("no"));\nthis.l10n.t("two"); vscode.l10n.t(\n"one {0}", y);';
    const found = localizedTexts("a.ts", source);
    expect(found).toEqual([
      { text: "one {0}", at: "a.ts:1", values: 1 },
      { text: "two", at: "a.ts:2", values: 0 },
      { text: "one {0}", at: "a.ts:2", values: 1 },
    ]);
    const said = localizedTexts("b.ts", "say`a \\`b\\``; say`${x} of ${say`inner`}`; other`c`;");
    expect(said).toEqual([
      { text: "a `b`", at: "b.ts:1", values: 0 },
      { text: "{0} of {1}", at: "b.ts:1", values: 2 },
      { text: "inner", at: "b.ts:1", values: 0 },
    ]);
    expect(bundleOf(found)).toEqual({ "one {0}": "one {0}", two: "two" });
    for (const argument of ["text", "`a ${b}`", '"a" + b', ""]) {
      expect(() => localizedTexts("a.ts", `\nl10n.t(${argument})`)).toThrow("a.ts:2: the first argument of l10n.t");
    }
  });
});

describe("translations", () => {
  it("are of the manifest and of the code", () => {
    expect(languages).toContain("de");
    const bundles = readdirSync(path.join(checkout, "l10n"));
    expect(bundles.flatMap((file) => /^bundle\.l10n\.([\w-]+)\.json$/u.exec(file)?.[1] ?? [])).toEqual(languages);
    expect((JSON.parse(textOf("package.json")) as { l10n?: string }).l10n).toBe("./l10n");
  });

  it.each(languages)("%s has every text of the manifest and of the code, and no other, in their order", (language) => {
    const { manifest, bundle } = translationOf(language);
    expect(Object.keys(manifest)).toEqual(Object.keys(english.manifest));
    expect(Object.keys(bundle)).toEqual(Object.keys(english.bundle));
  });

  it.each(languages)("%s has every word of the pictures of walkthroughs, and no other", (language) => {
    const texts = [...new Set(pictures().flatMap(({ file }) => textsOfPicture(textOf(file))))];
    expect(texts.length).toBeGreaterThan(50);
    const words = texts.filter((text) => !isName(text));
    expect(Object.keys(wordsOfPictures(language) ?? {}).sort()).toEqual(words.sort());
  });

  it.each(languages)("%s keeps places, links, code and blanks at both ends", (language) => {
    const { manifest, bundle } = translationOf(language);
    expect(changed(english.manifest, manifest)).toEqual([]);
    expect(changed(english.bundle, bundle)).toEqual([]);
  });

  it("say when a place, a link or a piece of code is lost", () => {
    const texts = { a: "{0} of {1}", b: "[Open](command:a)", c: "take `x`", d: "end\n", e: "same" };
    const translated = { a: "{0} von {2}", b: "[Auf](command:b)", c: "nimm `y`", d: "Ende", e: "" };
    expect(changed(texts, translated)).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("in German speak to nobody by name", () => {
    const { manifest, bundle } = translationOf("de");
    const personal = /\b(?:Sie (?:müssen|können|haben|sollten)|Ihr(?:e[mnrs]?)?|du|dein(?:e[mnrs]?)?|dich|dir)\b/u;
    expect([...Object.values(manifest), ...Object.values(bundle)].filter((text) => personal.test(text))).toEqual([]);
  });

  it("are shown in place of the English text, with its values", () => {
    const { bundle } = translationOf("de");
    // As VS Code does it: the English text is the key, and what a bundle lacks stays English.
    const l10n = {
      t: (text: string, ...values: unknown[]) =>
        (bundle[text] ?? text).replace(/\{(\d+)\}/gu, (_, at: string) => String(values[Number(at)])),
    };
    expect(explainEngineFault({ kind: "unreachable", endpoint: "tcp://a:2375", detail: "" }, l10n)).toBe(
      "Der Rechner, auf dem die Docker-Engine unter tcp://a:2375 läuft, ist nicht erreichbar. Den Namen und das Netzwerk prüfen.",
    );
    expect(l10n.t("in no bundle {0}", 1)).toBe("in no bundle 1");
  });
});

function translationOf(language: string): { readonly manifest: Texts; readonly bundle: Texts } {
  return { manifest: read(`package.nls.${language}.json`), bundle: read(`l10n/bundle.l10n.${language}.json`) };
}

/** The keys whose translation is empty or does not hold what no language may change. */
function changed(from: Texts, to: Texts): string[] {
  return Object.keys(from).filter((key) => {
    const [text = "", translation = ""] = [from[key], to[key]];
    const blanks = (each: string): string => `${/^\s*/u.exec(each)?.[0]}|${/\s*$/u.exec(each)?.[0]}`;
    return (
      translation.trim() === "" ||
      blanks(text) !== blanks(translation) ||
      placeholdersOf(text).join() !== placeholdersOf(translation).join() ||
      fixedPartsOf(text).join("\n") !== fixedPartsOf(translation).join("\n")
    );
  });
}

/** What is called the same in every language: a container, an interface and its address, a command, what nginx prints. */
function isName(text: string): boolean {
  return /^(?:(?!port)[a-z]+\d|hostside-\w+|(?:eth0|lo) [\d.]+|eth0, docker0|\d+:\d+|curl \S+|bind\(\) to .+)$/u.test(
    text,
  );
}

function numbered(count: number): string {
  return Array.from({ length: count }, (_, at) => `{${at}}`).join();
}
