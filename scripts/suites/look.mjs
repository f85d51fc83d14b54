// @ts-check
// Drives the window as a person would and leaves screenshots of what that looks like in out/screenshots.
import { createHash } from "node:crypto";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { checkout, tutorialFolder } from "../checkout.mjs";
import { sharedSocketVariable } from "../engine/open.mjs";
import { removeTutorial, startTutorial } from "../tutorial.mjs";
import { openBrowser, openPage } from "../window/browser.mjs";
import { installWindow, newest } from "../window/install.mjs";
import { makeDataFolder, speakLanguage, startServer } from "../window/server.mjs";
import { workbenchReady } from "../window/workbench.mjs";

/** @typedef {import("./count.mjs").Count} Count */
/** @typedef {import("playwright-core").Page} Page */

/**
 * @typedef {object} Look one thing that a person does in a window of its own
 * @property {string} title
 * @property {Record<string, unknown>} [settings] user settings of that window
 * @property {string} [locale] the language of that window, such as `de`; English without it
 * @property {Record<string, string>} [files] the files of the folder that is open, instead of the tutorial's
 * @property {Record<string, string>} [contexts] addresses of engines by the names of their Docker contexts
 * @property {(page: Page, socket: string, picture: (name: string) => Promise<void>) => Promise<void>} play
 */

const folder = path.join(checkout, "test", "look");
const pictures = path.join(checkout, "out", "screenshots");

/**
 * Runs every file of test/look/, each in a window of its own.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Count>}
 */
export async function runLook(env) {
  const socket = env[sharedSocketVariable];
  if (!socket) throw new Error("The looks at the window need an engine.");
  await mkdir(pictures, { recursive: true });
  const installed = await installWindow(newest);
  const browser = await openBrowser();
  const count = { passed: 0, failed: 0, skipped: 0 };
  /** Plays a look in a window of its own. @param {Look} look @returns {Promise<string | undefined>} what went wrong */
  const play = async (look) => {
    const data = await makeDataFolder(look.settings);
    if (look.locale !== undefined) await speakLanguage(data, look.locale);
    const config = await makeContexts(path.join(data, "docker"), look.contexts ?? {});
    const project = look.files === undefined ? tutorialFolder : await makeProject(data, look.files);
    const server = await startServer(installed, data, { ...env, DOCKER_CONFIG: config });
    const page = await openPage(browser);
    try {
      const development = /** @type {const} */ ([
        "extensionDevelopmentPath",
        `vscode-remote://${server.authority}${checkout}`,
      ]);
      await page.goto(server.address(project, [development]));
      await workbenchReady(page);
      await look.play(page, socket, (name) => save(page, name));
      return undefined;
    } catch (error) {
      await save(page, `failed-${look.title.replaceAll(/\W+/g, "-")}`);
      return error instanceof Error ? (error.stack ?? error.message) : String(error);
    } finally {
      await page.close();
      await server.stop();
    }
  };
  try {
    await startTutorial(socket);
    for (const look of await looks()) {
      let fault = await play(look);
      if (fault !== undefined) {
        // A window on a busy machine may lose a key or a click; what is really broken fails again.
        console.log(`  once more: ${look.title}\n${fault}`);
        fault = await play(look);
      }
      if (fault === undefined) count.passed += 1;
      else count.failed += 1;
      console.log(fault === undefined ? `  ok ${look.title}` : `  FAILED ${look.title}\n${fault}`);
    }
  } finally {
    await browser.close();
    await removeTutorial(socket);
  }
  console.log(`  Screenshots: ${path.relative(checkout, pictures)}`);
  return count;
}

/**
 * Writes a folder with these files.
 * @param {string} data
 * @param {Record<string, string>} files
 */
async function makeProject(data, files) {
  const project = path.join(data, "shop");
  await mkdir(project);
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(project, name), text);
  return project;
}

/**
 * Writes a folder for DOCKER_CONFIG as `docker context create` does.
 * @param {string} config
 * @param {Record<string, string>} contexts
 */
async function makeContexts(config, contexts) {
  for (const [Name, Host] of Object.entries(contexts)) {
    const meta = path.join(config, "contexts", "meta", createHash("sha256").update(Name).digest("hex"));
    await mkdir(meta, { recursive: true });
    await writeFile(
      path.join(meta, "meta.json"),
      JSON.stringify({ Name, Metadata: {}, Endpoints: { docker: { Host, SkipTLSVerify: false } } }),
    );
  }
  return config;
}

/** @returns {Promise<Look[]>} */
async function looks() {
  const { HOSTSIDE_TEST_FILE: only = "" } = process.env;
  const files = (await readdir(folder)).filter((name) => name.endsWith(".look.mjs") && name.includes(only)).sort();
  /** @type {unknown[]} */
  const modules = await Promise.all(files.map((name) => import(pathToFileURL(path.join(folder, name)).href)));
  return modules.map((one) => /** @type {{ look: Look }} */ (one).look);
}

/**
 * @param {Page} page
 * @param {string} name
 */
async function save(page, name) {
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}
