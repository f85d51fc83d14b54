import { describe, expect, it } from "vitest";
import { sum, withoutEmptiness } from "../../scripts/suites/count.mjs";
import { reasonIn, skipLine, skipsOf } from "../../scripts/suites/skips.mjs";

const one = (status: string, ...titles: string[]) => ({
  status,
  title: titles.at(-1) ?? "",
  ancestorTitles: titles.slice(0, -1),
});

describe("what a run of the tests says of those that it skipped", () => {
  it("is the file, how many they are, and the reason in their titles, once", () => {
    const report = {
      testResults: [
        {
          name: "/clone/server/test/corpus.test.ts",
          assertionResults: [
            one("pending", "the corpus (skipped where ../shared is absent)", "is read"),
            one("skipped", "the corpus (skipped where ../shared is absent)", "is counted"),
            one("passed", "a table", "is a table"),
            one("pending", "files", "are many, skipped: the corpus, ../shared, is absent"),
          ],
        },
        { name: "/clone/server/test/other.test.ts", assertionResults: [one("failed", "it fails")] },
      ],
    };
    expect(skipsOf(report, "/clone").map((skip) => skipLine("unit", skip))).toEqual([
      "unit            server/test/corpus.test.ts, 2 tests: ../shared is absent",
      "unit            server/test/corpus.test.ts: the corpus, ../shared, is absent",
    ]);
  });

  it("has the outermost title where none gives a reason", () => {
    expect(reasonIn(["on a real engine (there is no Compose)", "is read"])).toBe(
      "on a real engine (there is no Compose)",
    );
  });

  it("is kept where counts are added up", () => {
    const skips = [{ what: "a", why: "b", tests: 1 }];
    const skipped = { passed: 0, failed: 0, skipped: 1, skips };
    expect(sum([{ passed: 1, failed: 0, skipped: 0 }, skipped])).toEqual({ passed: 1, failed: 0, skipped: 1, skips });
    expect(withoutEmptiness(skipped)).toBe(skipped);
  });
});
