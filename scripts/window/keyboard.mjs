// @ts-check
// A window that is used by its keys alone: what has the keyboard, and how many keys were pressed.
import { setTimeout as wait } from "node:timers/promises";
import { untilShown } from "./workbench.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** A window under load draws late; a key that leads elsewhere leads there for good. */
const patience = 15_000;

/**
 * @typedef {object} Focus
 * @property {string} name what a screen reader says of the line or element that has the keyboard
 * @property {string} within the name of the list or tree that it is in
 * @property {string | null} level
 * @property {string | null} expanded
 */

/** What is asked of the page, in the page's own words: of a list, the line in it that has the keyboard. */
const readFocus = `(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const line = document.getElementById(element?.getAttribute("aria-activedescendant") ?? "") ?? element;
  return {
    name: line?.getAttribute("aria-label") ?? (line?.innerText ?? "").trim(),
    within: element?.getAttribute("aria-label") ?? "",
    level: line?.getAttribute("aria-level") ?? null,
    expanded: line?.getAttribute("aria-expanded") ?? null,
  };
})()`;

/** The keyboard of a window: it counts what is pressed, and says where that led. */
export class Keyboard {
  pressed = 0;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  /** @param {...string} keys such as ArrowDown or Control+F */
  async press(...keys) {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      this.pressed += 1;
    }
  }

  /** @param {string} text */
  async type(text) {
    await this.page.keyboard.type(text);
    this.pressed += text.length;
  }

  /**
   * Waits until what has the keyboard is called so; throws with what has it instead.
   * @param {RegExp} name
   * @param {Partial<Focus>} [more]
   * @param {number} [within] milliseconds
   */
  async isOn(name, more = {}, within = patience) {
    const until = Date.now() + within;
    for (;;) {
      /** @type {Focus} */
      const focus = await this.page.evaluate(readFocus);
      const wanted = /** @type {(keyof Focus)[]} */ (Object.keys(more));
      if (name.test(focus.name) && wanted.every((key) => focus[key] === more[key])) return;
      if (Date.now() > until) {
        throw new Error(`The keyboard is on ${JSON.stringify(focus)}, not on ${name} ${JSON.stringify(more)}.`);
      }
      await wait(50);
    }
  }

  /**
   * Goes to the first line of the list that has the keyboard: again where the list was just drawn anew.
   * @param {RegExp} name
   * @param {Partial<Focus>} [more]
   */
  async first(name, more) {
    await untilShown(
      () => this.press("Home"),
      () => this.isOn(name, more, 3_000),
    );
  }

  /**
   * Runs a command from the palette by a part of its title, once it is the first one there. The palette lists what is
   * known when it opens: in a young window it is opened again, which is not counted.
   * @param {string} typed
   * @param {string} title
   */
  async run(typed, title) {
    const before = this.pressed;
    await untilShown(
      async () => {
        // Escape ends more than the palette, such as a filter.
        if (this.pressed > before) await this.press("Escape");
        this.pressed = before;
        await this.press("F1");
        await this.type(typed);
      },
      () => this.isOn(new RegExp(`^${title.replaceAll(/[.?]/g, "\\$&")}`, "u"), {}, 3_000),
    );
    await this.press("Enter");
  }

  /**
   * Opens the menu of the line, and chooses its first entry.
   * @param {string} entry
   */
  async chooseFirst(entry) {
    await this.press("Shift+F10");
    await this.page.locator(".monaco-menu .action-label", { hasText: entry }).first().waitFor();
    await this.press("ArrowDown");
    await this.isOn(new RegExp(`^${entry}`, "u"));
    await this.press("Enter");
  }
}
