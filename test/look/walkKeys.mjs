// @ts-check
// The page of the walkthrough, used by keys alone. A key goes to whatever has the keyboard at that moment: before each of
// them it is on what is meant, and after each of them it has gone where the key leads.
import { setTimeout as wait } from "node:timers/promises";
import { Keyboard } from "../../scripts/window/keyboard.mjs";
import { openTitle, patience } from "./walkPages.mjs";

/** @typedef {import("./walkPages.mjs").Walk} Walk */

/** What has the keyboard: a step itself, or something in it, by its words. In the page's own words. */
const readPlace = `(() => {
  const element = document.activeElement;
  const step = element?.closest("[data-step-id]");
  return { step: step?.dataset.stepId?.split("#").at(-1) ?? "", isStep: step === element, words: element?.innerText ?? "" };
})()`;

/** @typedef {{ step: string, isStep: boolean, words: string }} Place */

/** The keys of somebody who plays the walkthrough. */
export class WalkKeys extends Keyboard {
  /** @param {Walk} walk */
  constructor(walk) {
    super(walk.page);
    this.walk = walk;
  }

  /** Opens it from the palette, in a window that shows nothing else yet. */
  async open() {
    await this.run("open the walkthrough", openTitle);
    await this.walk.shown();
    await this.onStep();
  }

  /**
   * Waits until a step itself has the keyboard, one other than `from`.
   * @param {string} [from]
   * @returns {Promise<string>} which
   */
  async onStep(from) {
    const { step } = await this.until(({ step, isStep }) => isStep && step !== "" && step !== from);
    return step;
  }

  /** Goes down to a step, which unfolds it. @param {string} id */
  async unfold(id) {
    for (let from = await this.onStep(); from !== id; from = await this.onStep(from)) await this.press("ArrowDown");
    await this.walk.unfolded(id).waitFor();
  }

  /** Goes to a button of the step, and presses it. @param {string} label */
  async choose(label) {
    await this.onStep();
    for (let left = 40; (await this.place()).words !== label; left -= 1) {
      if (left === 0) throw new Error(`Tab leads to nothing that is called ${label}.`);
      await this.press("Tab");
    }
    await this.press("Enter");
    // Its step takes the keyboard back, or what it has opened takes it.
    await this.until(({ words }) => words !== label);
  }

  /** Waits until what has the keyboard is as `is` says. @param {(place: Place) => boolean} is @returns {Promise<Place>} */
  async until(is) {
    const end = Date.now() + patience;
    for (;;) {
      const place = await this.place();
      if (is(place)) return place;
      if (Date.now() > end) throw new Error(`The keyboard stays on ${JSON.stringify(place)}.`);
      await wait(20);
    }
  }

  /** @returns {Promise<Place>} */
  place() {
    return this.page.evaluate(readPlace);
  }

  /** Agrees to the port that is offered: the first answer has the keyboard. */
  async usePort() {
    await this.isOn(/^Use Port \d+$/u, {}, patience);
    await this.press("Enter");
    await this.page.locator(".monaco-dialog-box").waitFor({ state: "detached" });
  }

  /** Closes the tab that a button has opened, which leads back. */
  async closeTab() {
    await this.press("Control+w");
    await this.walk.tab("Welcome");
    await this.walk.shown();
  }
}
