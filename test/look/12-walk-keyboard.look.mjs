// @ts-check
import assert from "node:assert/strict";
import { container, hasEnded, leavingNothing, listedBy, runs, runsPublished } from "./walkEngine.mjs";
import { WalkKeys } from "./walkKeys.mjs";
import { Walk } from "./walkPages.mjs";

/** Nothing but keys, from the palette to the clean-up. @type {import("../../scripts/suites/look.mjs").Look} */
export const look = {
  title: "the walkthrough is played by keys alone, in the light theme",
  // A step that is chosen takes the keyboard: at once where nothing moves, else a quarter of a second later.
  settings: { "workbench.colorTheme": "Default Light Modern", "workbench.reduceMotion": "on" },
  play: (page, socket, picture) =>
    leavingNothing(socket, async () => {
      const before = await listedBy(socket);
      const walk = new Walk(page);
      const keys = new WalkKeys(walk);
      await keys.open();
      await walk.complete("what-it-is");
      await walk.drawn();
      await picture("12-light-what-it-is");

      await keys.unfold("own-namespace");
      await keys.choose("Run app1");
      await walk.question("Port 80 of the host is taken by app2.").waitFor();
      await keys.usePort();
      await container(socket, "app1", runs);
      await keys.choose("Try localhost on the Host");
      await keys.choose("Try localhost inside app1");
      await walk.complete("own-namespace");
      await picture("12-light-own-namespace");

      await keys.unfold("publish");
      await keys.choose("Run app1 with Its Port Published");
      await walk.question("Port 2000 of the host is taken by app1.").waitFor();
      await picture("12-light-port-2000-is-taken");
      await keys.usePort();
      await container(socket, "app1", runsPublished);
      await keys.choose("Try localhost:2000 on the Host");
      await walk.complete("publish");

      await keys.unfold("host-driver");
      await keys.choose("Run app2");
      await container(socket, "app2", runs);
      await keys.choose("Try localhost on the Host");
      await walk.complete("host-driver");
      await picture("12-light-host-driver");

      await keys.unfold("compare");
      for (const name of ["app1", "app2"]) {
        await keys.choose(`Compare ${name} with the Host`);
        await walk.comparison(`hostside-${name} (`);
        await keys.closeTab();
      }
      await walk.complete("compare");
      await picture("12-light-compare");

      await keys.unfold("second-one");
      await keys.choose("Run app3");
      await container(socket, "app3", hasEnded);
      await keys.choose("Why Has It Ended?");
      await walk.complete("second-one");
      await picture("12-light-second-one");

      await keys.unfold("when-to-use");
      await keys.choose("Read When to Use It");
      await walk.text("when-to-use");
      await picture("12-light-when-to-use");
      await keys.closeTab();

      await keys.unfold("limits");
      await keys.choose("Read What It Gives Up");
      await walk.text("what-it-gives-up");
      await keys.closeTab();
      await picture("12-light-limits");

      await keys.unfold("clean-up");
      await keys.choose("Clean Up");
      await walk.complete("clean-up");
      await picture("12-light-clean-up");
      assert.deepEqual(await listedBy(socket), before);
    }),
};
