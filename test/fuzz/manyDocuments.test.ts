import { describe, it } from "vitest";
import { expectSound } from "../../server/test/fuzz/expectSound";

describe("fifty thousand mutated Compose files", () => {
  it("never throw, never hang, never get a finding outside their text", async () => {
    await expectSound(50_000);
  });
});
