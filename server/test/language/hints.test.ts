import { describe, expect, it } from "vitest";
import { inEnglish } from "../../../shared/text";
import { type HintKind, hintKinds } from "../../src/language/hints/hint";
import { hintsIn } from "../../src/language/hints/hints";
import { markedFiles } from "./markedFiles";

/** The first file of a fixture with each hint in its place, between angle quotes. */
async function withHints(
  fixture: string,
  { kinds = hintKinds, besideParentValues = false }: { kinds?: readonly HintKind[]; besideParentValues?: boolean } = {},
): Promise<string> {
  const { document, projects, parsed } = await markedFiles(fixture);
  const end = document.positionAt(document.text.length);
  const range = { start: { line: 0, character: 0 }, end };
  const options = { kinds: new Set(kinds), besideParentValues, documentOf: parsed };
  const hints = hintsIn(document, range, projects, options).map(({ behind, label }) => ({
    label: inEnglish(label),
    at: document.offsetOf(behind.chunk, behind.end),
  }));
  return hints
    .toSorted((one, other) => other.at - one.at)
    .reduce((text, { at, label }) => `${text.slice(0, at)}«${label}»${text.slice(at)}`, document.text);
}

describe("inlay hints", () => {
  it("say which network a service is on that says nothing of it", async () => {
    const text = `services:
  web:
    image: x
  db: { image: x }
  own: { image: x, networks: [n] }
  host: { image: x, network_mode: host }
  maybe: { image: x, network_mode: "$MODE" }
  part: { ports: ["80:80"] }
networks: { n: }
`;
    expect(await withHints(text)).toBe(
      text.replace("  web:", "  web:«default network»").replace("  db:", "  db:«default network»"),
    );
    expect(await withHints(text, { kinds: [] })).toBe(text);
  });

  it("say on which port a service in host mode listens, where the port of the host looks like another", async () => {
    expect(
      await withHints(`services:
  web:
    image: x
    network_mode: host
    ports:
      - "8080:80"
      - "90:90"
      - target: 70
        published: 71
  guess:
    image: x
    network_mode: host
    command: run --listen 1234
    ports: ["8081:81"]
`),
    ).toBe(`services:
  web:
    image: x
    network_mode: host
    ports:
      - "8080:80"«listens on 80»
      - "90:90"
      - target: 70
        published: 71«listens on 70»
  guess:
    image: x
    network_mode: host
    command: run --listen 1234
    ports: ["8081:81"]
`);
  });

  it("say what network settings with variables come to, and nothing of other settings and of secrets", async () => {
    expect(
      await withHints(`#- compose.yaml
services:
  web:
    image: x:\${TAG:-1}
    network_mode: "\${MODE}"
    ports: ["\${PORT:-80}:80", "\${NONE}:80"]
    hostname: \${A_TOKEN:-hush}
#- .env
MODE=host
`),
    ).toBe(`services:
  web:
    image: x:\${TAG:-1}
    network_mode: "\${MODE}"«= host»
    ports: ["\${PORT:-80}:80"«= 80:80», "\${NONE}:80"]
    hostname: \${A_TOKEN:-hush}
`);
  });

  it("say what an override adds to a service, in the file below it alone", async () => {
    const files = (first: string, second: string): string => `#- ${first}#- ${second}`;
    const base = "compose.yaml\nservices:\n  web:\n    image: x\n  db: { image: x, network_mode: none }\n";
    const override =
      'compose.override.yaml\nservices:\n  web:\n    network_mode: host\n    ports: ["80:80", "81:81"]\n  db: { image: y }\n';
    expect(await withHints(files(base, override))).toContain(
      "  web:«+ network_mode: host, 2 ports (compose.override.yaml)»\n    image: x\n  db: {",
    );
    expect(await withHints(files(override, base))).not.toContain("«");
  });

  it("are not where Docker DX shows what a value overrides", async () => {
    const text = `services:
  base: { image: x, network_mode: none, hostname: a }
  web:
    extends: base
    network_mode: \${MODE:-host}
    ports: ["\${P:-80}:80"]
`;
    const hint = "network_mode: ${MODE:-host}«= host»";
    expect(await withHints(text)).toContain(hint);
    const beside = await withHints(text, { besideParentValues: true });
    expect(beside).not.toContain(hint);
    expect(beside).toContain('"${P:-80}:80"«= 80:80»');
  });

  it("are made for the services in sight alone", async () => {
    const { document, projects, parsed } = await markedFiles("services:\n  a: { image: x }\n  b: { image: x }\n");
    const line = { start: { line: 2, character: 0 }, end: { line: 2, character: 9 } };
    const options = { kinds: new Set(hintKinds), besideParentValues: false, documentOf: parsed };
    expect(hintsIn(document, line, projects, options).map(({ behind }) => document.rangeOf(behind).start.line)).toEqual(
      [2],
    );
  });
});
