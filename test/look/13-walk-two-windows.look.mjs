// @ts-check
import assert from "node:assert/strict";
import path from "node:path";
import { checkout } from "../../scripts/checkout.mjs";
import * as workbench from "../../scripts/window/workbench.mjs";
import { container, hasEnded, leavingNothing, listedBy, runs } from "./walkEngine.mjs";
import { Walk } from "./walkPages.mjs";

/** What one window starts, the other has too. @type {import("../../scripts/suites/look.mjs").Look} */
export const look = {
  title: "the walkthrough is played in two windows at once, in high contrast",
  play: (page, socket, picture) =>
    leavingNothing(socket, async () => {
      const before = await listedBy(socket);
      const one = new Walk(page);
      await workbench.chooseTheme(page, "Dark High Contrast");
      await page.locator(".monaco-workbench.hc-black").waitFor();
      await one.open();
      await one.complete("what-it-is");
      await one.drawn();
      await picture("13-high-contrast-what-it-is");
      await one.press("host-driver", "Run app2");
      await one.question("Port 80 of the host is taken by app2.").waitFor();
      await picture("13-high-contrast-port-80-is-taken");
      await one.usePort();
      const app2 = await container(socket, "app2", runs);
      await one.press("host-driver", "Try localhost on the Host");
      await one.complete("host-driver");
      await picture("13-high-contrast-host-driver");

      // On another folder, as two windows are: with the same one it might bring the walkthrough back by itself, or not.
      const address = new URL(page.url());
      address.searchParams.set("folder", path.join(checkout, "docs"));
      const [second] = await Promise.all([
        page.waitForEvent("popup"),
        page.evaluate(`void open(${JSON.stringify(address.href)})`),
      ]);
      await workbench.workbenchReady(second);
      const two = new Walk(second);
      await two.open();
      await two.complete("host-driver");
      await two.press("host-driver", "Run app2");
      await two.said("app2 runs already. Nothing was started.");
      assert.equal(await container(socket, "app2", runs), app2);
      await two.closeMessages();
      await two.press("second-one", "Run app3");
      await container(socket, "app3", hasEnded);

      await page.bringToFront();
      await one.press("second-one", "Why Has It Ended?");
      await one.complete("second-one");
      await one.said("hostside-app2 has that port now.");
      await picture("13-high-contrast-why-app3-has-ended");
      await one.closeMessages();

      await second.bringToFront();
      await two.press("clean-up", "Clean Up");
      await two.complete("clean-up");
      await page.bringToFront();
      await one.press("compare", "Compare app2 with the Host");
      await one.said("app2 is not there. Run it in this walkthrough first.");
      await picture("13-high-contrast-app2-is-gone");
      await second.close();
      assert.deepEqual(await listedBy(socket), before);
    }),
};
