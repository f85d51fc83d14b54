import { describe, it } from "vitest";
import { expectSound } from "./fuzz/expectSound";

/** The first of those that the suite `fuzz` checks (`test/fuzz`): as many as a unit test may take. */
describe("a thousand mutated Compose files", () => {
  it("never throw, never hang, never get a finding outside their text", { timeout: 120_000 }, async () => {
    await expectSound(1_000);
  });
});
