import { expect, it } from "vitest";
import { portToChange } from "../../src/insight/portEdit";

/** The text with the port changed to 1; the range is what stands between « and ». */
function changed(text: string, from: number, side: "host" | "container" = "host"): string | undefined {
  const lines = text.replace(/[«»]/gu, "").split("\n");
  const place = (sign: string): { line: number; character: number } => {
    const before = (text.split(sign)[0] ?? "").replace(/[«»]/gu, "").split("\n");
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  };
  const part = portToChange(lines, { start: place("«"), end: place("»") }, 0, { from, to: 1, side });
  if (part === undefined) return undefined;
  const line = lines[part.line] ?? "";
  return `${line.slice(0, part.start)}1${line.slice(part.end)}`.trim();
}

it.each<[string, number, "host" | "container", string | undefined]>([
  [`web:\n  ports:\n    - «"9000:80"»`, 9000, "host", `- "1:80"`],
  [`web:\n  ports:\n    - «"127.0.0.1:9000:9000/tcp"»`, 9000, "host", `- "127.0.0.1:1:9000/tcp"`],
  [`web:\n  ports:\n    - «"9000:9000"»`, 9000, "container", `- "9000:1"`],
  [`web:\n  ports: [«"9000:80"», "9001:81"]`, 80, "container", `ports: ["9000:1", "9001:81"]`],
  [`web:\n  ports:\n    - «target: 80\n      published: "9000"»`, 9000, "host", `published: "1"`],
  [`web:\n  ports:\n    - «target: 9000\n      published: 9000»`, 9000, "host", undefined],
  // The range names no number: it stands once in the service, as in the command of a program in host mode.
  [
    `web:\n  command: python3 -m http.server 9000 # not 9000\n  network_mode: «host»`,
    9000,
    "host",
    "command: python3 -m http.server 1 # not 9000",
  ],
  [`web:\n  command: serve 9000 9000\n  network_mode: «host»`, 9000, "host", undefined],
  [`web:\n  network_mode: «host»\nother:\n  command: serve 9000`, 9000, "host", undefined],
  [`web:\n  image: x9000:v.9000\n  ports: [«"\${PORT}:80"»]`, 9000, "host", undefined],
])("finds the port that is to be another: %s", (text, from, side, expected) => {
  expect(changed(text, from, side)).toBe(expected);
});
