// @ts-check
import assert from "node:assert/strict";
import * as workbench from "../../scripts/window/workbench.mjs";
import { container, hasEnded, leavingNothing, listedBy, runs, runsPublished } from "./walkEngine.mjs";
import { Walk } from "./walkPages.mjs";

/** @typedef {(name: string) => Promise<void>} Picture */

/** The walkthrough as a person plays it. @type {import("../../scripts/suites/look.mjs").Look} */
export const look = {
  title: "the walkthrough is played with the pointer, goes on after a reload, and leaves nothing behind",
  play: (page, socket, picture) =>
    leavingNothing(socket, async () => {
      const before = await listedBy(socket);
      const walk = new Walk(page);
      await walk.open();
      await toTheComparison(walk, socket, picture);

      const app2 = await container(socket, "app2", runs);
      await walk.reload();
      for (const step of ["own-namespace", "publish", "host-driver", "compare"]) await walk.complete(step);
      await walk.press("host-driver", "Run app2");
      await walk.said("app2 runs already. Nothing was started.");
      assert.equal(await container(socket, "app2", runs), app2);
      await picture("11-goes-on-after-a-reload");
      await walk.closeMessages();

      await toTheEnd(walk, socket, picture);
      assert.deepEqual(await listedBy(socket), before);
    }),
};

/** @param {Walk} walk @param {string} socket @param {Picture} picture */
async function toTheComparison(walk, socket, picture) {
  await walk.complete("what-it-is");
  await walk.drawn();
  await picture("11-what-it-is");
  await walk.press("what-it-is", "Read What Host Mode Is");
  await walk.text("what-it-is");
  await picture("11-what-it-is-text");
  await walk.back();

  // The tutorial has both ports: who has them is said, and another one is taken.
  await walk.press("own-namespace", "Run app1");
  await walk.question("Port 80 of the host is taken by app2.").waitFor();
  await picture("11-port-80-is-taken");
  await walk.usePort();
  await container(socket, "app1", runs);
  await walk.press("own-namespace", "Try localhost on the Host");
  await walk.press("own-namespace", "Try localhost inside app1");
  await walk.complete("own-namespace");
  await picture("11-own-namespace");

  await walk.press("publish", "Run app1 with Its Port Published");
  await walk.question("Port 2000 of the host is taken by app1.").waitFor();
  await walk.usePort();
  await container(socket, "app1", runsPublished);
  await walk.press("publish", "Try localhost:2000 on the Host");
  await walk.complete("publish");
  await picture("11-publish");

  await walk.press("host-driver", "Run app2");
  await container(socket, "app2", runs);
  await walk.press("host-driver", "Try localhost on the Host");
  await walk.complete("host-driver");
  await picture("11-host-driver");

  for (const [name, verdict] of /** @type {const} */ ([
    ["app1", "own namespace"],
    ["app2", "shares the host's network namespace"],
  ])) {
    await walk.press("compare", `Compare ${name} with the Host`);
    await walk.comparison(`hostside-${name} (${verdict})`);
    await picture(`11-compare-${name}`);
    await walk.back();
  }
  await walk.complete("compare");
}

/** @param {Walk} walk @param {string} socket @param {Picture} picture */
async function toTheEnd(walk, socket, picture) {
  const { page } = walk;
  await walk.press("second-one", "Run app3");
  await container(socket, "app3", hasEnded);
  await walk.press("second-one", "Why Has It Ended?");
  await walk.complete("second-one");
  await walk.said("hostside-app2 has that port now.");
  await picture("11-why-app3-has-ended");
  await walk.closeMessages();
  await walk.press("second-one", "Show It in Containers");
  await workbench.treeRow(page, "hostside-app3").waitFor();
  await walk.press("second-one", "Show Its Log");
  await page.locator(".part.panel .view-line", { hasText: "still could not bind" }).first().waitFor();
  await picture("11-log-of-app3");
  await page.locator('.part.panel .action-label[aria-label^="Hide Panel"]').click();

  await walk.press("when-to-use", "What Do 300 Published Ports Cost?");
  await walk.tab("What do 300 published ports cost");
  await picture("11-many-ports");
  await walk.back();
  await walk.press("when-to-use", "Measure What Each Way Costs");
  await walk.tab("What does this path cost");
  await picture("11-what-ways-cost");
  await walk.back();
  await walk.press("when-to-use", "Read When to Use It");
  await walk.text("when-to-use");
  await walk.back();
  await walk.complete("when-to-use");

  await walk.press("limits", "Compare Listening Sockets");
  await walk.comparison("listening sockets: host <-> hostside-app2");
  await picture("11-sockets");
  await walk.back();
  await walk.press("limits", "What Is Host Mode on This Engine?");
  await walk.said("on Linux: host mode is the network of its machine.");
  await picture("11-limits");
  await walk.closeMessages();
  for (const [label, name] of /** @type {const} */ ([
    ["Read What It Gives Up", "what-it-gives-up"],
    ["Read Where It Works", "where-it-works"],
  ])) {
    await walk.press("limits", label);
    await walk.text(name);
    await walk.back();
  }

  await walk.press("clean-up", "Clean Up");
  await walk.complete("clean-up");
  await page.locator(".part.sidebar .monaco-list-row", { hasText: "hostside-" }).first().waitFor({ state: "detached" });
  await picture("11-clean-up");
}
