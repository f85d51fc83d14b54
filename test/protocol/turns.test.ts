import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { Client, composeText, pulling } from "./client";

const watch = new URL("turnWatch.mjs", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "hostside-turns-"));
const file = join(folder, "turns.json");
afterEach(() => rmSync(file, { force: true }));

const services = (count: number, service: (index: number) => string): string =>
  `services:\n${Array.from({ length: count }, (_, index) => `  s${index}:\n${service(index)}`).join("")}`;

const large: Readonly<Record<string, string>> = {
  "of services with many findings each, all on one port": services(
    3_000,
    (index) =>
      `    image: x\n    network_mode: host\n    ports: ["80:80"]\n    expose: ["90"]\n    links: [s${(index + 1) % 3_000}]\n    extra_hosts: ["a:192.0.2.1"]\n    networks: [n]\n    environment: {URL: "http://s${(index + 7) % 3_000}:80"}\n`,
  ),
  "of JSON, with many findings": JSON.stringify(
    {
      services: Object.fromEntries(
        Array.from({ length: 5_000 }, (_, index) => [
          `s${index}`,
          { image: "x", network_mode: "host", ports: [`${index + 1}:80`], environment: { A: "b" } },
        ]),
      ),
    },
    undefined,
    2,
  ),
  "of one flow line": `services: {${Array.from({ length: 20_000 }, (_, index) => `s${index}: {image: x}`).join(", ")}}\n`,
};

/** The processor's time of nothing but parsing, here and now: what a busy or slow machine makes of it is in both figures. */
function bareParse(text: string): number {
  const before = process.cpuUsage();
  parseDocument(text, { uniqueKeys: false });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

// Each of these was worked on for longer than it takes to parse, without a look at what had arrived.
describe("work on a large document", () => {
  it.each(Object.entries(large))("%s is cut into turns", { timeout: 180_000 }, async (_name, text) => {
    process.env.HOSTSIDE_TEST_TURNS = file;
    const client = await Client.start(pulling, undefined, ["--import", watch]);
    await client.open("untitled:small.yaml", composeText, "dockercompose");
    await client.items("untitled:small.yaml");
    await client.open("untitled:large.yaml", text, "dockercompose");
    let between = 0;
    for (const version of [2, 3, 4]) {
      let isDone = false;
      const asked = client.items("untitled:large.yaml").finally(() => (isDone = true));
      while (!isDone) {
        await client.items("untitled:small.yaml");
        between += 1;
      }
      expect((await asked).length).toBeLessThanOrEqual(1_000);
      const at = { line: 0, character: 0 };
      await client.connection.sendNotification("textDocument/didChange", {
        textDocument: { uri: "untitled:large.yaml", version },
        contentChanges: [{ range: { start: at, end: at }, text: "\n" }],
      });
    }
    await client.stop();
    // Work that is not cut is as long for each version; a long garbage collection comes once.
    const [, longest] = (JSON.parse(readFileSync(file, "utf8")) as { longest: [number, number] }).longest;
    const floor = bareParse(text);
    process.stdout.write(
      `second longest turn ${longest.toFixed(0)} ms of the processor, bare parsing ${floor.toFixed(0)} ms; ${between} answers for the small document meanwhile\n`,
    );
    expect(between).toBeGreaterThan(10);
    expect(longest).toBeLessThan(floor / 3);
  });
});
