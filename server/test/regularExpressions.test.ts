import { describe, expect, it } from "vitest";
import { composedIn, findExpressions } from "../../test/regularExpressions/find";
import { notLinear, whyNotLinear } from "../../test/regularExpressions/linear";

const { literals, composed } = findExpressions("server/src", "shared");

describe("the regular expressions of the language server and the command line", () => {
  // Anybody's Compose file decides what they read, and while one is matched the server answers nobody.
  it("take time in proportion to the text, whatever the text is", { timeout: 900_000 }, async () => {
    expect(literals.length).toBeGreaterThan(100);
    expect(await notLinear(literals)).toEqual([]);
  });

  it("do so too where they are put together, which happens once, at the start", { timeout: 900_000 }, async () => {
    const made = await composedIn(composed.keys(), (path) => import(path));
    expect(made).toHaveLength([...composed.values()].reduce((sum, places) => sum + places, 0));
    expect(await notLinear(made)).toEqual([]);
  });

  it.each([
    ["exponential", "^(?:[a-z-]+[.-])*port$", ""],
    ["quadratic from each start", "[\\r\\n]+$", ""],
    ["quadratic in one start", "^\\s*a?\\s*b", ""],
    ["quadratic from match to match", "\\[[^\\]]+\\]|.", "g"],
  ])("are refused where they are not: %s", async (_name, source, flags) => {
    expect(await whyNotLinear({ source, flags, at: "here:1" })).toContain("here:1");
  });
});
