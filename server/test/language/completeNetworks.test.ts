import { describe, expect, it } from "vitest";
import { completed } from "./completed";

const docker = { peers: new Set(["docker.docker"] as const) };
const files = (lines: string): string => `#- compose.yaml
services:
  web:
    image: x
${lines}
  db:
    image: x
    networks: [back]
  api:
    image: x
networks:
  back: { internal: true }
  web:
#- compose.override.yaml
networks:
  outside: { external: true }
`;

describe("networks that are offered to a service", () => {
  it.each([
    ["a list", "    networks:\n      - $0", "    networks:\n      - back"],
    ["a flow list", "    networks: [$0]", "    networks: [back]"],
    ["a line below the key", "    networks:\n      $0", "    networks:\n      - back"],
    ["a mapping", "    networks:\n      b$0:", "    networks:\n      back:"],
    ["a flow mapping", "    networks: {$0}", "    networks: {back:}"],
  ])("are in %s those of all files", async (_, before, after) => {
    const { labels, pick } = await completed(files(before));
    expect(labels).toEqual(before.includes("b$0") ? ["back", "web"] : ["back", "web", "outside", "default"]);
    expect(pick("back")).toContain(after);
  });

  it("are not those on which it is", async () => {
    expect((await completed(files("    networks: [back, $0, default]"))).labels).toEqual(["web", "outside"]);
    expect((await completed(files("    networks:\n      back: {}\n      $0"))).labels).toEqual([
      "web",
      "outside",
      "default",
    ]);
  });

  it("are beside Docker DX those that it does not offer", async () => {
    expect((await completed(files("    networks: [$0]"), docker)).labels).toEqual(["web", "outside", "default"]);
  });

  it("say who is on them and what it will cause", async () => {
    const { causes, entries } = await completed(files("    networks: [$0]"));
    expect(entries.find(({ label }) => label === "back")?.detail).toBe("with db");
    expect(causes("back")).toBe(
      "web and db find each other by their names on it. web leaves the default network unless that is named as well. It is internal: it leads nowhere outside, and publishes no port.",
    );
    expect(causes("outside")).toContain("It has to exist before the project starts.");
  });
});
