// @ts-check
// The lines of the views, as they are seen and as the browser hands them to a screen reader.
import { setTimeout as wait } from "node:timers/promises";

/** @typedef {import("playwright-core").Page} Page */

/**
 * @typedef {object} TreeLine
 * @property {string} view
 * @property {string} seen its name and description
 * @property {string} icon its codicon, such as `error`
 * @property {boolean | undefined} unfolded as its arrow shows it; undefined where it has none
 * @property {string} said what the accessibility tree calls it
 * @property {number | undefined} level there
 * @property {boolean | undefined} expanded there
 */

/** @typedef {Pick<TreeLine, "view" | "seen" | "icon" | "unfolded"> & { id: string }} SeenLine */

/** What is asked of the page, in the page's own words. */
const readRows = `[...document.querySelectorAll(".part.sidebar .pane-body .monaco-list-row")].map((row) => {
  const text = (part) => row.querySelector(part)?.textContent ?? "";
  const icon = row.querySelector(".custom-view-tree-node-item-icon")?.className ?? "";
  const arrow = row.querySelector(".monaco-tl-twistie")?.classList;
  return {
    view: row.closest(".monaco-list")?.getAttribute("aria-label") ?? "",
    seen: (text(".label-name") + " " + text(".label-description")).replaceAll("\\u00a0", " ").trim(),
    icon: icon.split(" ").find((name) => name.startsWith("codicon-"))?.slice("codicon-".length) ?? "",
    unfolded: arrow?.contains("collapsible") ? !arrow.contains("collapsed") : undefined,
    id: row.id,
  };
})`;

/**
 * Every line that is drawn in the side bar, with its place in the browser's accessibility tree. Lines out of sight are not
 * drawn: the window has to be high enough.
 * @param {Page} page
 * @returns {Promise<TreeLine[]>}
 */
export async function treeLines(page) {
  for (let left = 40; ; left -= 1) {
    const seen = await seenLines(page);
    const told = await accessibleLines(page);
    const lines = seen.flatMap(({ id, ...line }) => {
      const found = told.get(id);
      return found === undefined ? [] : [{ ...line, ...found }];
    });
    // A line may have been drawn anew meanwhile, and the browser makes its tree a moment after the page.
    const isStill = JSON.stringify(await seenLines(page)) === JSON.stringify(seen);
    if (isStill && lines.length === seen.length) return lines;
    if (left === 0) {
      const missing = seen.filter(({ id }) => !told.has(id)).map((line) => line.seen);
      throw new Error(`The accessibility tree has no lines for ${JSON.stringify(missing)}.`);
    }
    await wait(250);
  }
}

/** @param {Page} page @returns {Promise<SeenLine[]>} */
async function seenLines(page) {
  return /** @type {SeenLine[]} */ (await page.evaluate(readRows));
}

/**
 * The lines of the accessibility tree, by the IDs of their elements.
 * @param {Page} page
 */
async function accessibleLines(page) {
  const session = await page.context().newCDPSession(page);
  try {
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    /** @type {Map<string, { said: string, level: number | undefined, expanded: boolean | undefined }>} */
    const found = new Map();
    for (const { role, ignored, name, properties = [], backendDOMNodeId } of nodes) {
      if (role?.value !== "treeitem" || ignored || backendDOMNodeId === undefined) continue;
      const { node } = await session.send("DOM.describeNode", { backendNodeId: backendDOMNodeId });
      const { attributes = [] } = node;
      const id = attributes[attributes.indexOf("id") + 1] ?? "";
      const valueOf = (/** @type {string} */ wanted) =>
        /** @type {unknown} */ (properties.find((property) => property.name === wanted)?.value.value);
      const [level, expanded] = [valueOf("level"), valueOf("expanded")];
      found.set(id, {
        said: String(name?.value ?? ""),
        level: typeof level === "number" ? level : undefined,
        expanded: typeof expanded === "boolean" ? expanded : undefined,
      });
    }
    return found;
  } finally {
    await session.detach();
  }
}
