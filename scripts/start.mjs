// @ts-check
// npm start: opens VS Code with Hostside on the tutorial workspace; sets up whatever that takes.
//   npm start [-- --screenshot FILE]
import { readOptions } from "./commandLine.mjs";
import { checkout, tutorialFolder } from "./checkout.mjs";
import { run, step } from "./child.mjs";
import { ensureInstalled } from "./npm.mjs";

const { values } = readOptions({ options: { screenshot: { type: "string" } } }, "npm start [-- --screenshot FILE]");
const ending = new AbortController();
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    ending.abort();
  });
}

const walkthroughLine =
  "The walkthrough opens there, to be played step by step. Later: F1, Hostside: Open the Walkthrough: Docker Host Networking.";

/** What was started, to be stopped in the opposite order. @type {(() => Promise<void>)[]} */
const started = [];
try {
  await start();
} catch (error) {
  if (!ending.signal.aborted) {
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
} finally {
  for (const stop of started.reverse()) await stop();
}

async function start() {
  await ensureInstalled(checkout, "Installing npm packages");
  await step("Building", () => run(process.execPath, ["scripts/build.mjs"], { cwd: checkout }));
  const env = await engineForExtension();
  if (ending.signal.aborted) return;
  const { desktopIsThere, openDesktop } = await import("./window/desktop.mjs");
  if (values.screenshot === undefined && (await desktopIsThere())) {
    console.log("\nVS Code opens on the tutorial. Close it, or press Ctrl-C here, to stop everything.");
    console.log(walkthroughLine);
    await openDesktop(checkout, tutorialFolder, env, ending.signal);
    return;
  }
  const server = await openWindowServer(env);
  const { developmentAddress, takeScreenshots } = await import("./screenshot.mjs");
  if (values.screenshot !== undefined) {
    const file = values.screenshot;
    const written = await step("Taking the pictures", () => takeScreenshots(server, file));
    for (const each of written) console.log(`Written: ${each}`);
    return;
  }
  console.log(`\nVS Code with Hostside is open on the tutorial at\n\n  ${developmentAddress(server)}\n`);
  console.log("Open that address in a browser of this machine. Ctrl-C stops everything.");
  console.log(walkthroughLine);
  await new Promise((resolve) => {
    ending.signal.addEventListener("abort", resolve);
    if (ending.signal.aborted) resolve(undefined);
  });
  console.log("\nStopping ...");
}

/**
 * Makes sure that an engine answers: the user's own, or else a private one that plays the tutorial.
 * @returns {Promise<NodeJS.ProcessEnv>} what the extension has to see to find it
 */
async function engineForExtension() {
  const { existingEngineAnswers } = await import("./engine/existingEngine.mjs");
  if (await existingEngineAnswers()) {
    console.log("Your Docker engine answers. The tutorial's README says how to start its containers there.");
    return {};
  }
  const { whyNoPackages } = await import("./engine/packages.mjs");
  const reason = whyNoPackages();
  if (reason) {
    console.log(
      `No Docker engine answers, and none can be set up here: ${reason} Start Docker, then choose Refresh in the ` +
        "Docker Network view; Compose files are checked without it.",
    );
    return {};
  }
  const { openEngine, openTestEngine } = await import("./engine/open.mjs");
  const { startTutorial } = await import("./tutorial.mjs");
  const engine = await (values.screenshot === undefined ? openEngine() : openTestEngine());
  started.push(() => engine.stop());
  await step("Starting the tutorial's containers app1, app2 and app3", () => startTutorial(engine.socket));
  console.log(`For docker commands in another terminal: export DOCKER_HOST=${engine.host}`);
  return { DOCKER_HOST: engine.host };
}

/** @param {NodeJS.ProcessEnv} env */
async function openWindowServer(env) {
  const { installWindow, newest } = await import("./window/install.mjs");
  const { makeDataFolder, startServer } = await import("./window/server.mjs");
  const installed = await installWindow(newest);
  // As for somebody who has just installed Hostside: its walkthrough opens by itself.
  const settings = { "workbench.welcomePage.walkthroughs.openOnInstall": true };
  const server = await step("Starting VS Code", async () =>
    startServer(installed, await makeDataFolder(settings), env),
  );
  started.push(() => server.stop());
  return server;
}
