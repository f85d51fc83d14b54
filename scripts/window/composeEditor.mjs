// @ts-check
// Lines, words and hovers of a Compose file that is open in the window. All letters are equally wide there.
import assert from "node:assert/strict";
import { untilShown } from "./workbench.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** The line above a service that says this. @param {Page} page @param {string} says */
export function lens(page, says) {
  return page.locator(".codelens-decoration", { hasText: says });
}

/** A line of the editor, with its hints. @param {Page} page @param {string} text */
export function line(page, text) {
  return page.locator(".view-line", { hasText: text });
}

/**
 * Points at a word on the first line that has this text until a hover says this.
 * @param {Page} page
 * @param {{ where: string, word: string, says: string }} what
 */
export async function hoverOver(page, { where, word, says }) {
  const hover = page.locator(".monaco-hover:visible", { hasText: says }).first();
  await untilShown(
    async () => {
      await page.mouse.move(2, 2);
      await page.mouse.move(...(await placeOf(page, where, word)), { steps: 4 });
    },
    () => hover.waitFor({ timeout: 5_000 }),
  );
  return hover;
}

/**
 * The middle of a word on the first line that has this text, before any hint on it.
 * @param {Page} page
 * @param {string} where
 * @param {string} word
 * @returns {Promise<[number, number]>}
 */
export async function placeOf(page, where, word) {
  const plain = line(page, "services:").first().locator("> span");
  const [box, letters] = [await plain.boundingBox(), await plain.innerText()];
  const found = line(page, where).first().locator("> span");
  const at = await found.boundingBox();
  assert.ok(box && at);
  const text = (await found.innerText()).replaceAll("\u00a0", " ");
  const from = text.indexOf(word, text.indexOf(where));
  assert.ok(from >= 0, `${word} is not on ${text}`);
  return [at.x + (from + word.length / 2) * (box.width / letters.length), at.y + at.height / 2];
}
