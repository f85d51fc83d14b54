import { describe } from "mocha";

/** Tests of what may go wrong once in many times: so many rounds of them, as HOSTSIDE_TEST_ROUNDS says, one by default. */
export function repeated(title: string, tests: () => void): void {
  const rounds = Number(process.env.HOSTSIDE_TEST_ROUNDS ?? 1);
  for (let round = 1; round <= rounds; round++) describe(rounds === 1 ? title : `${title} (round ${round})`, tests);
}
