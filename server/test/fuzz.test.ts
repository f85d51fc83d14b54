import process from "node:process";
import { describe, expect, it } from "vitest";
import { campaign } from "../../scripts/fuzz/campaign.mjs";

/** Always the same ones in a run of the tests, some three minutes; `npm run fuzz` takes others. */
const documents = Number(process.env.HOSTSIDE_FUZZ_DOCUMENTS ?? 200_000);

describe("mutated Compose files", () => {
  it("never throw, never hang, never get a finding outside their text", { timeout: 900_000 }, async () => {
    const done = await campaign({ documents, seed: 4, jobs: 2 });
    expect(done.failures).toEqual([]);
    // They are still Compose files enough for the rules to have something to say.
    expect(done.documents).toBe(documents);
    expect(done.findings).toBeGreaterThan(documents / 10);
  });
});
