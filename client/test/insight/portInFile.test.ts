import { describe, expect, it } from "vitest";
import { networkModeIn, publishedPortIn } from "../../src/insight/portInFile";

const lines = `services:
  web:
    image: nginx
    ports:
      - "8080:80"
      - "127.0.0.1:9000:90"
      # - "8081:80"
      - target: 443
        published: "8443"
    environment:
      - URL=http://x:8080:80
  side:
    network_mode: "service:web" # of web
    ports: ["8082:80", '8080:1']
  twice:
    ports: ["9000:1", "9000:2"]
  free:
    ports:
      - \${PORT}:80
`.split("\n");
const at = (service: string): number => lines.findIndex((line) => line.startsWith(`  ${service}:`));
const textAt = (part: { line: number; start: number; end: number } | undefined): string | undefined =>
  part && `${lines[part.line]?.trim() ?? ""} ${lines[part.line]?.slice(part.start, part.end) ?? ""}`;

describe("the place of a published port", () => {
  it.each([
    ["web", 8080, '- "8080:80" 8080'],
    ["web", 9000, '- "127.0.0.1:9000:90" 9000'],
    ["web", 8443, 'published: "8443" 8443'],
    ["side", 8082, `ports: ["8082:80", '8080:1'] 8082`],
    ["side", 8080, `ports: ["8082:80", '8080:1'] 8080`],
  ])("of %s and %i is found", (service, port, expected) => {
    expect(textAt(publishedPortIn(lines, at(service), port))).toBe(expected);
  });

  it.each([
    ["web", 8081],
    ["web", 80],
    ["web", 808],
    ["web", 8082],
    ["free", 8080],
  ])("of %s and %i is not found", (service, port) => {
    expect(publishedPortIn(lines, at(service), port)).toBeUndefined();
  });

  it("is left open where it is written twice", () => {
    expect(publishedPortIn(["  a:", "    ports:", '      - "1:1"', '      - "1:2"'], 0, 1)).toBeUndefined();
    expect(publishedPortIn(lines, at("twice"), 9000)).toBeUndefined();
  });
});

it("finds the network mode of a service, and of no other one", () => {
  expect(textAt(networkModeIn(lines, at("side")))).toBe('network_mode: "service:web" # of web "service:web"');
  expect(networkModeIn(lines, at("web"))).toBeUndefined();
});
