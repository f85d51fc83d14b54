import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { standingsAt } from "../../src/language/at/at";
import { hoverOf } from "../../src/language/hover/hover";
import { hoverAt } from "./hoverFixture";
import { markedFiles } from "./markedFiles";

describe("every hover", () => {
  it("shows what a file says as code: no link, no command, no line of its own", async () => {
    const name = "[x](command:evil) `` **b** <img>\\n# h";
    const text = (
      await hoverAt(`services:
  "${name}":
    image: x
    hostname: "[a](http://e$0vil)"
    networks: ["[n](command:x)"]
networks: { "[n](command:x)": }
`)
    ).join("\n");
    expect(text).toContain("`[a](http://evil)`");
    expect(text).toContain("`[n](command:x)`");
    const [service = ""] = await hoverAt(`services:\n  "[x]$0(command:evil) \`\` **b**": { image: x }\n`);
    expect(service).toContain("``` [x](command:evil) `` **b** ```");
  });

  it("leads to a statement that is there", () => {
    const folder = path.join(import.meta.dirname, "../../src/language/hover");
    const behaviour = readFileSync(path.join(import.meta.dirname, "../../../docs/docker-behaviour.md"), "utf8");
    const sources = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), "utf8"));
    const anchors = sources.flatMap((source) =>
      [...source.matchAll(/(?:page\(|anchor: |[?:] )"([a-z0-9]+(?:-[a-z0-9]+)+)"/gu)].map(([, anchor = ""]) => anchor),
    );
    expect(anchors.length).toBeGreaterThan(30);
    expect(anchors.filter((anchor) => !behaviour.includes(`<a id="${anchor}">`))).toEqual([]);
  });

  const folder = path.join(import.meta.dirname, "../fixtures");
  const fixtures = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

  it("answers shortly at every position of the rules' fixtures", async () => {
    let hovers = 0;
    for (const file of fixtures) {
      const { document, projects, parsed } = await markedFiles(readFileSync(path.join(folder, file), "utf8"));
      for (let offset = 0; offset <= document.text.length; offset += 3) {
        const hover = hoverOf(standingsAt(document, offset, projects), projects, parsed);
        if (hover === undefined) continue;
        hovers += 1;
        expect(hover.markdown.split("\n\n").length, `${file} at ${offset}: ${hover.markdown}`).toBeLessThan(9);
      }
    }
    expect(hovers).toBeGreaterThan(3000);
  });

  it("answers in texts that end there", async () => {
    for (const file of fixtures) {
      const text = readFileSync(path.join(folder, file), "utf8");
      for (let end = 50; end < text.length; end += 97) {
        const { document, projects, parsed } = await markedFiles(`${text.slice(0, end)}\n`);
        for (let offset = Math.max(0, document.text.length - 40); offset <= document.text.length; offset++) {
          hoverOf(standingsAt(document, offset, projects), projects, parsed);
        }
      }
    }
  });
});
