import { describe, expect, it } from "vitest";
import { rules } from "../../src/rules/table";
import { completed } from "./completed";

const override = (line: string): string => `#- compose.yaml
services:
  web:
    image: x
    network_mode: host
    ports: ["80:80"]
    depends_on: { db: { condition: service_started } }
  db: { image: x }
#- compose.override.yaml
services:
  web:
${line}
`;

describe("tags in a file that stands above another", () => {
  it.each([
    ["    ports: $0", "!reset []", "    ports: !reset []"],
    ["    ports: !$0", "!reset []", "    ports: !reset []"],
    ["    ports: !re$0", "!reset []", "    ports: !reset []"],
    ["    ports:$0", "!reset []", "    ports: !reset []"],
    ["    ports: !ov$0", "!override", "    ports: !override"],
    ["    depends_on: !$0", "!reset {}", "    depends_on: !reset {}"],
    ["    network_mode: !$0", "!reset null", "    network_mode: !reset null"],
    ['    ports: !$0 ["90:90"]', "!override", '    ports: !override ["90:90"]'],
  ])("are offered: %s", async (before, label, after) => {
    expect((await completed(override(before))).pick(label)).toContain(`services:\n  web:\n${after}\n`);
  });

  it("say what they will cause", async () => {
    const { causes } = await completed(override("    ports: !$0"));
    expect(causes("!reset []")).toBe("web then has no `ports`, whatever compose.yaml says.");
    expect(causes("!override")).toBe(
      "What follows takes the place of the `ports` in compose.yaml. Without it both are joined.",
    );
  });

  it("stand behind everything else", async () => {
    const { labels } = await completed(override("    network_mode: $0"));
    expect(labels).toEqual(["host", "none", "bridge", "service:db", "!reset null"]);
  });

  it.each([
    ["where no file below says the key", override("    expose: !$0")],
    ["where there is no file below", "services:\n  web:\n    image: x\n    ports: !$0\n"],
    ["in quotes", override('    ports: "!$0"')],
  ])("are not offered %s", async (_, text) => {
    expect((await completed(text)).labels).toEqual([]);
  });
});

describe("comments that suppress", () => {
  it("are offered as words, that of the whole file above all else", async () => {
    expect((await completed("# h$0\nservices: {}\n")).labels).toEqual(["hostside-ignore", "hostside-ignore-file"]);
    const below = "services:\n  web:\n    image: x # hos$0\n";
    const { labels, pick } = await completed(below);
    expect(labels).toEqual(["hostside-ignore"]);
    expect(pick("hostside-ignore")).toBe(below.replace("hos$0", "hostside-ignore"));
  });

  it("are offered the ids of all rules that they do not name yet", async () => {
    const at = (words: string): string => `services:\n  # hostside-ignore ${words}\n  web: { image: x }\n`;
    expect((await completed(at("$0"))).labels).toEqual(rules.map(({ id }) => id).slice(0, 100));
    const { labels, pick } = await completed(at("host-expose, host-p$0 -- why"));
    expect(labels).toContain("host-ports-discarded");
    expect(labels).not.toContain("host-expose");
    expect(pick("host-ports-discarded")).toBe(at("host-expose, host-ports-discarded -- why"));
  });

  it.each([
    ["in the reason", "services:\n  # hostside-ignore host-expose -- ho$0\n"],
    ["for the whole file", "# hostside-ignore-file ho$0\nservices: {}\n"],
    ["in a word of a value", "services:\n  web:\n    image: 'x # hos$0'\n"],
    ["in other comments", "services:\n  # help$0\n"],
    ["in one that is empty", "services:\n  # $0\n"],
  ])("are offered nothing %s", async (_, text) => {
    expect((await completed(text)).labels).toEqual([]);
  });
});

describe("the name that a network has on the engine", () => {
  const files = (line: string): string => `services:
  web:
    image: x
    networks: [back]
${line}
  db: { image: x }
networks:
  back: { name: shop-back }
  other:
`;

  it("is offered to labels of a proxy, of the networks on which the service is", async () => {
    for (const line of [
      "    labels:\n      traefik.docker.network: $0",
      "    labels:\n      - traefik.docker.network=$0",
    ]) {
      const { labels, pick } = await completed(files(line));
      expect(labels).toEqual(["shop-back"]);
      expect(pick("shop-back")).toBe(files(line.replace("$0", "shop-back")));
    }
  });

  it("is offered to the proxy's own variable, of all", async () => {
    const { labels } = await completed(files("    environment:\n      CADDY_INGRESS_NETWORKS: $0"));
    expect(labels).toEqual(["p_default", "shop-back", "p_other"]);
  });

  it("is not offered to other labels", async () => {
    expect((await completed(files("    labels:\n      com.example.network: $0"))).labels).toEqual([]);
  });
});
