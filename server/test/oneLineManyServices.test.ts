import { describe, expect, it } from "vitest";
import { findingsOfText } from "./singleText";

const anchored = (names: readonly string[]): string =>
  `x-host: &host\n  network_mode: host\n  ports: ["80:80"]\nservices:\n${names.map((name) => `  ${name}: *host\n`).join("")}`;
const discarded = (text: string): string[] =>
  findingsOfText(text).filter((line) => line.includes("host-ports-discarded warning"));

describe("a line that serves several services", () => {
  it("gets one finding, which names each of the others once", () => {
    const found = discarded(anchored(["a", "b", "c"]));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/: a listens on 80 itself\. .+ This line also applies to b, c\.$/);
  });

  it("does not name the service twice where one line is repeated in it", () => {
    const text = `x-port: &port "80:80"\nservices:\n  a:\n    network_mode: host\n    ports: [*port, *port]\n`;
    const twice = `x-ports: &ports ["80:80"]\nservices:\n  a:\n    network_mode: service:b\n    ports: *ports\n    expose: *ports\n  b: {}\n`;
    for (const line of [...findingsOfText(text), ...findingsOfText(twice)]) {
      expect(line).not.toMatch(/applies to (?:.*, )?a(?:,|\.$)/);
    }
  });

  it("names no more of them than somebody reads", () => {
    const names = Array.from({ length: 1000 }, (_, index) => `s${index}`);
    expect(discarded(anchored(names))[0]).toMatch(/applies to s1, s2, s3, s4, s5, s6, s7, s8 and 991 more services\.$/);
  });
});
