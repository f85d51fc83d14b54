// @ts-check
// Makes the .vsix, holds what is in it to the allow-list, and tries it in a VS Code that has nothing else of ours.
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { checkout, workFolder } from "../checkout.mjs";
import { makePackage } from "../package.mjs";
import { newest } from "../window/install.mjs";
import { sum } from "./count.mjs";
import { runInWindow } from "./vscode.mjs";
import { namesInZip } from "./zip.mjs";

/** @typedef {import("./count.mjs").Count} Count */

/** What a user needs, and nothing else. A file that is none of these does not belong into the package. */
const allowed = [
  /^extension\.vsixmanifest$|^\[Content_Types\]\.xml$/u,
  /^extension\/package(\.nls(\.[\w-]+)?)?\.json$/u,
  /^extension\/(readme|changelog)\.md$|^extension\/LICENSE(\.txt)?$/u,
  /^extension\/dist\/(extension|server|languageServer|cli|inspect)\.js$/u,
  /^extension\/syntaxes\/[\w.-]+\.json$/u,
  /^extension\/l10n\/[\w.-]+\.json$/u,
  /^extension\/media\/(icon\.png|docker-network\.svg)$/u,
  /^extension\/media\/walkthrough\/[\w-]+\/[\w-]+(\.svg|(\.nls\.[a-z-]+)?\.md)$/u,
  /^extension\/docs\/((rules|host-network)\/[\w-]+|live-problems|docker-behaviour)\.md$/u,
  /^extension\/tutorial\/(README\.md|compose(\.step-1)?\.yaml)$/u,
];
const programs = ["extension", "server", "languageServer", "cli", "inspect"].map((name) => `dist/${name}.js`);
const tutorial = ["README.md", "compose.step-1.yaml", "compose.yaml"].map((name) => `tutorial/${name}`);
const texts = ["package.nls.json", "package.nls.de.json", "l10n/bundle.l10n.de.json"];
const required = [
  ...programs,
  ...tutorial,
  ...texts,
  "package.json",
  "LICENSE.txt",
  "readme.md",
  "docs/live-problems.md",
  "docs/host-network/what-it-is.md",
  "media/walkthrough/host-networking/what-it-is.svg",
];

/** @returns {Promise<Count>} */
export async function runPackaging() {
  const folder = mkdtempSync(path.join(workFolder(), "package-"));
  try {
    const file = await makePackage(folder);
    return sum([await checkContents(file), await tryInstalled(file)]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} file */
async function checkContents(file) {
  const names = await namesInZip(file);
  const foreign = names.filter((name) => !allowed.some((one) => one.test(name)));
  const missing = required.filter((name) => !names.includes(`extension/${name}`));
  if (foreign.length > 0) console.log(`These do not belong into the package: ${foreign.join(", ")}`);
  if (missing.length > 0) console.log(`These are missing from the package: ${missing.join(", ")}`);
  const failed = Math.sign(foreign.length + missing.length);
  return { passed: 1 - failed, failed, skipped: 0 };
}

/** Installed as a user installs it, beside an empty extension that carries the tests. @param {string} file */
function tryInstalled(file) {
  return runInWindow({
    vscode: newest,
    suite: "installed",
    extension: path.join(checkout, "test", "installed", "carrier"),
    env: { HOSTSIDE_TEST_VSIX: file },
  });
}
