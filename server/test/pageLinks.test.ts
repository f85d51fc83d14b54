import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const root = path.join(import.meta.dirname, "..", "..");
const behaviour = "docs/docker-behaviour.md";

/** The files of the project below these folders, without what is generated, recorded or other people's. */
const files = ["client", "server", "test", "scripts", "docs", ".", "syntaxes"].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: folder !== ".", withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:md|ts|mjs|cjs|json|yaml)$/u.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !/(?:^|\/)(?:node_modules|dist|out|package-lock\.json)(?:\/|$)/u.test(file)),
);
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const pages = files.filter((file) => file.endsWith(".md"));

/** The anchors of a page: those that it sets, and its headings as GitHub and VS Code name them. */
function anchorsOf(page: string): string[] {
  const text = read(page);
  const set = [...text.matchAll(/<a id="([^"]*)">/gu)].map(([, id = ""]) => id);
  const headings = [...text.replaceAll(/^```[^]*?^```/gmu, "").matchAll(/^#+ (.*)$/gmu)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(/\s/gu, "-"),
  );
  return [...set, ...headings];
}

/** Where the links of a page lead that lead into the project. */
function linksOf(page: string): string[] {
  const text = read(page)
    .replaceAll(/^```[^]*?^```/gmu, "")
    .replaceAll(/`[^`\n]*`/gu, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/gu)].map(([, link = ""]) => link).filter((link) => !/^[a-z]+:/u.test(link));
}

describe("the pages", () => {
  it.each(pages)("%s: every link leads to a file, and to a place in it that is there", (page) => {
    const broken = linksOf(page).filter((link) => {
      const [file = "", anchor] = link.split("#");
      const target = file === "" ? page : path.join(path.dirname(page), file);
      if (!existsSync(path.join(root, target))) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});

describe(behaviour, () => {
  const anchors = [...read(behaviour).matchAll(/<a id="([^"]*)">/gu)].map(([, id = ""]) => id);

  it("names each statement once", () => {
    expect(anchors.length).toBeGreaterThan(80);
    expect(anchors.filter((id, index) => anchors.indexOf(id) !== index)).toEqual([]);
    expect(anchors.filter((id) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(id))).toEqual([]);
  });

  it("is the one place of statements about Docker: nothing names one outside the repository", () => {
    const elsewhere = files.filter((file) => !file.endsWith("pageLinks.test.ts") && /\btruth\.md\b/u.test(read(file)));
    expect(elsewhere).toEqual([]);
  });

  it("has every statement that a comment, a test or a page names", () => {
    const named = files.flatMap((file) =>
      [...read(file).matchAll(/docker-behaviour\.md#([\w-]*)/gu)].map(([, id = ""]) => ({ file, id })),
    );
    const there = anchorsOf(behaviour);
    expect(named.length).toBeGreaterThan(60);
    expect(named.filter(({ id }) => !there.includes(id))).toEqual([]);
  });
});
