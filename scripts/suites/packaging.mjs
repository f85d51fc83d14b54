// @ts-check
// Makes the .vsix, holds what is in it to the allow-list, and tries it in a VS Code that has nothing else of ours; and the
// npm package, installed in an empty folder.
import { cpSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkout, tutorialFolder, workFolder } from "../checkout.mjs";
import { run } from "../child.mjs";
import { makePackage } from "../package.mjs";
import { npmPrograms } from "../release/npmPackage.mjs";
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
  /^extension\/media\/walkthrough\/[\w-]+\/[\w-]+(\.nls\.[a-z-]+)?\.(svg|md)$/u,
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
  "media/walkthrough/host-networking/what-it-is.nls.de.svg",
];

/** @returns {Promise<Count>} */
export async function runPackaging() {
  const folder = mkdtempSync(path.join(workFolder(), "package-"));
  try {
    const { file, npmPackage } = await makePackage(folder);
    return sum([await checkContents(file), await tryInstalled(file), await tryFromNpm(npmPackage)]);
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

/**
 * As a user gets it from npm, in a folder that has nothing: it holds what it should, needs no other package, and runs.
 * @param {string} file
 * @returns {Promise<Count>}
 */
async function tryFromNpm(file) {
  // Below the checkout npm would install it there.
  const empty = mkdtempSync(path.join(tmpdir(), "hostside-npm-"));
  try {
    const complaints = await complaintsIn(file, empty);
    for (const complaint of complaints) console.log(`The npm package: ${complaint}`);
    const failed = Math.sign(complaints.length);
    return { passed: 1 - failed, failed, skipped: 0 };
  } finally {
    await rm(empty, { recursive: true, force: true });
  }
}

/** @param {string} file @param {string} empty @returns {Promise<string[]>} */
async function complaintsIn(file, empty) {
  cpSync(path.join(tutorialFolder, "compose.yaml"), path.join(empty, "compose.yaml"));
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", file], { cwd: empty });
  const installed = path.join(empty, "node_modules", "hostside");
  const held = readdirSync(installed, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(installed, path.join(entry.parentPath, entry.name)));
  const expected = ["LICENSE", "README.md", "package.json", ...npmPrograms.map((name) => path.join("dist", name))];
  const checked = await run("npx", ["--no-install", "hostside", "check"], { cwd: empty, allowFailure: true });
  const helps = ["inspect", "mcp"].map((command) =>
    run("npx", ["--no-install", "hostside", command, "--help"], { cwd: empty }),
  );
  /** @type {unknown} */
  const manifest = JSON.parse(readFileSync(path.join(installed, "package.json"), "utf8"));
  return [
    ...(held.sort().join() === expected.sort().join() ? [] : [`It holds ${held.join(", ")}.`]),
    ...(readdirSync(path.join(empty, "node_modules")).filter((name) => !name.startsWith(".")).length === 1
      ? []
      : ["It brings other packages."]),
    ...("private" in /** @type {object} */ (manifest) ? ["It is private, and npm does not publish it."] : []),
    ...(checked.code === 1 && checked.output.includes("host-ports-discarded") ? [] : [checked.output]),
    ...(await Promise.all(helps)).flatMap(({ output }, at) =>
      output.startsWith(`hostside ${at === 0 ? "inspect" : "mcp"}`) ? [] : [output],
    ),
  ];
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
