import { describe, expect, it } from "vitest";
import type { ProjectSymbol } from "../../src/language/symbols/symbol";
import { ProjectSymbols } from "../../src/language/symbols/symbols";
import { markedFiles } from "./markedFiles";

/** Every place of a symbol is marked in the fixture, with its role, the key that says it and `?` where it is only likely. */
async function expectPlaces(symbol: ProjectSymbol, fixture: string): Promise<void> {
  const files = await markedFiles(fixture);
  const [project] = files.projects;
  if (project === undefined) throw new Error("there is no project");
  const found = new ProjectSymbols(project, files.parsed).of(symbol).map(({ at, role, attribute, evidence }) => ({
    ...files.rangeOf(at),
    label: `${role} ${attribute}${evidence === "likely" ? "?" : ""}`,
  }));
  const inOrder = (places: typeof found) =>
    places.toSorted((one, other) => JSON.stringify(one.range).localeCompare(JSON.stringify(other.range)));
  for (const file of Object.keys(files.texts)) {
    const here = <T extends { readonly file: string }>(all: readonly T[]) => all.filter((each) => each.file === file);
    expect(inOrder(here(found)), file).toEqual(inOrder(here(files.ranges)));
  }
}

describe("the places of a symbol over all files of a project", () => {
  it("are a service's: keys of all layers, and everything that names it", async () => {
    await expectPlaces(
      { kind: "service", name: "db" },
      `#- compose.yaml
include: [part.yaml]
services:
  db:
# ^^ definition services
    image: x
  web:
    image: x
    depends_on: [db, other]
#                ^^ reference depends_on
    links: ["db:base"]
#            ^^ reference links
    environment:
      URL: postgres://user@db:5432/x
#                          ^^ reference environment?
  other:
    image: x
    network_mode: "service:db"
#                          ^^ reference network_mode
    volumes_from: [db:ro]
#                  ^^ reference volumes_from
#- compose.override.yaml
services:
  db:
# ^^ definition services
    ports: ["80:80"]
#- part.yaml
services:
  job:
    image: x
    extends: db2
    depends_on:
      db:
#     ^^ reference depends_on
        condition: service_healthy
  db2: { image: x }
`,
    );
  });

  it("are not those of a file that is only extended, where names are its own", async () => {
    const fixture = (marksOwn: boolean): string => {
      const mark = (line: string, isOwn: boolean): string => (isOwn === marksOwn ? line : "");
      return `#- compose.yaml
services:
  app:
${mark("# ^^^ definition services\n", false)}    extends: { file: base.yaml, service: app }
${mark("#                                        ^^^ reference extends\n", true)}  web:
    image: x
    depends_on: [app]
${mark("#                ^^^ reference depends_on\n", false)}#- base.yaml
services:
  app:
${mark("# ^^^ definition services\n", true)}    image: x
  more:
    extends: app
${mark("#            ^^^ reference extends\n", true)}`;
    };
    await expectPlaces({ kind: "service", name: "app" }, fixture(false));
    await expectPlaces({ kind: "service", name: "app", file: "/p/base.yaml" }, fixture(true));
  });

  it("are a network's: its key, services on it, and labels that name it as the engine does", async () => {
    await expectPlaces(
      { kind: "network", name: "back" },
      `#- compose.yaml
x-base: &base
  networks: [back]
#            ^^^^ reference networks
services:
  web:
    <<: *base
    image: x
    labels:
      traefik.docker.network: p_back
#                             ^^^^^^ reference labels
  api:
    image: x
    networks:
      back:
#     ^^^^ reference networks
        aliases: [front]
  front:
    image: x
    networks: { back: {} }
#               ^^^^ reference networks
networks:
  back:
# ^^^^ definition networks
  front:
#- compose.override.yaml
networks:
  back: { internal: true }
# ^^^^ definition networks
`,
    );
  });

  it("are those of a container's name and of an alias", async () => {
    const fixture = (marks: "shop" | "api"): string => {
      const mark = (line: string, of: string): string => (of === marks ? line : "");
      return `services:
  web:
    image: x
    container_name: shop
${mark("#                   ^^^^ definition container_name\n", "shop")}    networks:
      default:
        aliases: [api]
${mark("#                 ^^^ definition networks\n", "api")}  job:
    image: x
    network_mode: container:shop
${mark("#                           ^^^^ reference network_mode\n", "shop")}  call:
    image: x
    environment:
      A: http://shop:80/
${mark("#               ^^^^ reference environment?\n", "shop")}      B: http://api:80/
${mark("#               ^^^ reference environment?\n", "api")}`;
    };
    await expectPlaces({ kind: "container", name: "shop" }, fixture("shop"));
    await expectPlaces({ kind: "alias", name: "api" }, fixture("api"));
  });

  it("are defined where workspace symbols want them", async () => {
    const files = await markedFiles("services:\n  web: { image: x }\n  db: { image: x }\nnetworks:\n  back:\n");
    const [project] = files.projects;
    if (project === undefined) throw new Error("there is no project");
    const symbols = new ProjectSymbols(project, files.parsed);
    const names = (kind: "service" | "network") => [...symbols.definitions(kind)].map(({ symbol }) => symbol.name);
    expect([names("service"), names("network")]).toEqual([["web", "db"], ["back"]]);
  });
});
