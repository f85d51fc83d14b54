import { describe, expect, it } from "vitest";
import { findExpressions } from "../../test/regularExpressions/find";
import { notLinear } from "../../test/regularExpressions/linear";

const { literals, composed } = findExpressions("client/src");

describe("the regular expressions of the extension", () => {
  // A container decides what most of them read, and whoever reads waits in the extension host.
  it("take time in proportion to the text, whatever the text is", { timeout: 900_000 }, async () => {
    expect(literals.length).toBeGreaterThan(100);
    expect(await notLinear(literals)).toEqual([]);
  });

  it("are literals, so that each of them is looked at here", () => {
    expect([...composed]).toEqual([]);
  });
});
