import { describe, expect, it } from "vitest";
import { applyFix, reportsOf } from "./annotatedFixture";

/** The file after the fix that leaves host mode and publishes; undefined where none is offered. */
async function published(service: string): Promise<string | undefined> {
  const text = `services:\n  web:${service}\n  db:\n    image: postgres\n`;
  const reports = await reportsOf(text);
  const fix = reports
    .filter(({ rule }) => rule === "host-links")
    .flatMap((report) => report.fixes())
    .find(({ title }) => title.startsWith("Leave host mode, and publish"));
  const fixed = fix && applyFix(text, fix)["/p/compose.yaml"];
  return fixed?.slice("services:\n  web:".length, -"\n  db:\n    image: postgres\n".length);
}

describe("leaving host mode with the ports that a service needs", () => {
  it("publishes what it exposes and what its own settings say, where the mode stood", async () => {
    expect(
      await published(`
    image: app # the app
    network_mode: host # for speed
    links: [db]
    expose: ["53/udp"]
    command: [serve, --listen, ":8443"]`),
    ).toBe(`
    image: app # the app
    ports:
      - "53:53/udp"
      - "8443:8443" # for speed
    links: [db]
    expose: ["53/udp"]
    command: [serve, --listen, ":8443"]`);
  });

  it("keeps the style of a flow mapping", async () => {
    expect(await published(` { image: app, network_mode: host, links: [db], expose: [80] }`)).toBe(
      ` { image: app, ports: ["80:80"], links: [db], expose: [80] }`,
    );
  });

  it("adds to the ports that are there, which count again", async () => {
    expect(
      await published(`
    image: app
    network_mode: host
    links: [db]
    ports:
      # the page
      - "8080:80"
    expose: [80, 81]`),
    ).toBe(`
    image: app
    links: [db]
    ports:
      # the page
      - "81:81"
      - "8080:80"
    expose: [80, 81]`);
  });

  it("is not offered where nothing says what the service listens on, or where that is for itself alone", async () => {
    expect(await published(`\n    image: app\n    network_mode: host\n    links: [db]`)).toBeUndefined();
    const command = `command: [serve, --listen, "127.0.0.1:9000"]`;
    expect(
      await published(`\n    image: app\n    network_mode: host\n    links: [db]\n    ${command}`),
    ).toBeUndefined();
  });
});
