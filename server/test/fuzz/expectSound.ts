import { expect } from "vitest";
import { campaign } from "../../../scripts/fuzz/campaign.mjs";

/**
 * Checks mutated Compose files, always the same ones; `npm run fuzz` takes more of them, and others. None may make the server throw or hang,
 * or get a finding outside its text.
 */
export async function expectSound(documents: number): Promise<void> {
  const done = await campaign({ documents, seed: 4, jobs: 2 });
  expect(done.failures).toEqual([]);
  expect(done.documents).toBe(documents);
  // They are still Compose files enough for the rules to have something to say.
  expect(done.findings).toBeGreaterThan(documents / 10);
}
