import { describe, expect, it } from "vitest";
import { inEnglish } from "../../shared/text";
import { toDiagnostic } from "../src/features/lspDiagnostic";
import type { Report } from "../src/workspace/report";
import { reportsIn } from "./projectFiles";
import { findingsOfText } from "./singleText";

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const items = (count: number): string =>
  numbers(count)
    .map((port) => `      - "${port}:${port}"\n`)
    .join("");

/** What a finding says, with its related places. */
const reportWith = (related: number): Report => {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
  const places = numbers(related).map((index) => ({
    file: "/p/compose.yaml",
    range,
    message: `place ${index}`,
  }));
  const rest = { severity: "warning", message: "", unnecessary: false, fixes: () => [] } as const;
  return { file: "/p/compose.yaml", range, rule: "host-ports-discarded", related: places, ...rest };
};

// Each of these named all of them: a message of a hundred kilobytes, in one line.
describe("what is said of very many", () => {
  it("names few of the ports that another file publishes", async () => {
    const files = {
      "/p/compose.yaml": `services:\n  web:\n    image: x\n    ports:\n${items(3_000)}`,
      "/p/compose.override.yaml": "services:\n  web:\n    network_mode: host\n",
    };
    const found = await reportsIn(files, "compose.yaml", (report) => report.message);
    expect(found.filter((message) => message.includes("listens on"))).toEqual([
      expect.stringContaining("it listens on 1, 2, 3, 4, 5, 6, 7, 8 and 2,992 more itself."),
    ]);
  });

  it("names few profiles", () => {
    const profiles = numbers(500).map((index) => `p${index}`);
    const text = `services:\n  a: {image: x, network_mode: "service:b"}\n  b: {image: x, profiles: [${profiles.join(", ")}]}\n`;
    const said = findingsOfText(text).filter((line) => line.includes("exists only with"));
    expect(said[0]).toContain("the profile p1 or p2 or p3 or p4 or p5 or p6 or p7 or p8 or 492 more.");
  });

  it("names few files of an include cycle, and each of a small one", async () => {
    const circle = async (count: number): Promise<readonly string[]> => {
      const files = numbers(count).map((index) => [`/p/f${index}.yaml`, `include: [f${(index % count) + 1}.yaml]\n`]);
      const all = { ...Object.fromEntries(files), "/p/compose.yaml": "include: [f1.yaml]\n" } as Record<string, string>;
      return (await reportsIn(all, "compose.yaml", (report) => report.message)).filter((each) =>
        each.includes("include cycle"),
      );
    };
    expect((await circle(2))[0]).toContain("/p/compose.yaml include /p/f1.yaml include /p/f2.yaml include /p/f1.yaml");
    const long = (await circle(60))[0] ?? "";
    expect(long).toContain("include /p/f7.yaml include ... include /p/f54.yaml");
    expect(long).toMatch(/include \/p\/f60\.yaml include \/p\/f1\.yaml"/);
  });

  it("gives an editor few related places, and says how many there are more", () => {
    const related = (count: number) => toDiagnostic(reportWith(count), inEnglish).relatedInformation ?? [];
    expect(
      related(20)
        .map(({ message }) => message)
        .at(-1),
    ).toBe("place 20");
    expect(related(3_000)).toHaveLength(20);
    expect(related(3_000).at(-1)?.message).toBe("place 20 (and 2,980 more places)");
  });
});
