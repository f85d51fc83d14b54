import { runMocha } from "./runMocha";

/** In this order: the first ones find a window in which nothing has been opened. */
const files = {
  activation: () => import("./activation.test"),
  liveProblems: () => import("./liveProblems.test"),
  tree: () => import("./tree.test"),
  portChecks: () => import("./portChecks.test"),
  scenes: () => import("./scenes.test"),
  views: () => import("./views.test"),
  engines: () => import("./engines.test"),
  reach: () => import("./reach.test"),
  midnight: () => import("./midnight.test"),
  measurePath: () => import("./measurePath.test"),
  captureInWireshark: () => import("./captureInWireshark.test"),
  following: () => import("./following.test"),
  languageModelTools: () => import("./languageModelTools.test"),
  comparison: () => import("./comparison.test"),
  namespaces: () => import("./namespaces.test"),
  openComparisons: () => import("./openComparisons.test"),
  helper: () => import("./helper.test"),
  addedEngine: () => import("./addedEngine.test"),
  findings: () => import("./findings.test"),
  workspaceCheck: () => import("./workspaceCheck.test"),
  hover: () => import("./hover.test"),
  completion: () => import("./completion.test"),
  navigation: () => import("./navigation.test"),
  moving: () => import("./moving.test"),
  variableFiles: () => import("./variableFiles.test"),
  serverCrash: () => import("./serverCrash.test"),
  commands: () => import("./commands.test"),
  support: () => import("./support.test"),
  composeDown: () => import("./composeDown.test"),
  words: () => import("./words.test"),
  tutorial: () => import("./tutorial.test"),
  walkthrough: () => import("./walkthrough.test"),
  badInput: () => import("./badInput.test"),
  scale: () => import("./scale.test"),
};

/** What VS Code calls: resolves when every test has passed. HOSTSIDE_TEST_FILE names those that are run, one or several (`views,tree`). */
export function run(): Promise<void> {
  const only = process.env.HOSTSIDE_TEST_FILE;
  return runMocha(async () => {
    for (const [name, load] of Object.entries(files))
      if (only === undefined || only.split(",").includes(name)) await load();
  });
}
