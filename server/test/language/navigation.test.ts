import { describe, expect, it } from "vitest";
import { definitionsOf, namedAt, placesOf } from "../../src/language/navigation/named";
import type { Occurrence } from "../../src/language/symbols/symbol";
import { type MarkedFiles, markedFiles } from "./markedFiles";

/** What stretches are marked, as `file:line:column text`, in order. */
function marked(files: MarkedFiles, label: string): string[] {
  return files.ranges
    .filter((each) => each.label.split(" ").includes(label))
    .map((each) => inWords(files, each))
    .sort();
}

function inWords(files: MarkedFiles, each: Parameters<MarkedFiles["textOf"]>[0]): string {
  const { line, character } = each.range.start;
  return `${each.file.slice(3)}:${line + 1}:${character + 1} ${files.textOf(each)}`;
}

function placesIn(files: MarkedFiles, found: readonly Occurrence[]): string[] {
  return found.map(({ at }) => inWords(files, files.rangeOf(at))).sort();
}

/**
 * `$0` is where one asks; what is marked `def` is where the name is given, `ref` where it is used, `at` is the word itself,
 * which has to be one of them as well where nothing else is said.
 */
async function expectNavigation(fixture: string): Promise<void> {
  const files = await markedFiles(fixture);
  // The projects of a file of variables are those of the Compose file that takes it.
  const main = files.file.endsWith(".env") ? Object.keys(files.texts)[0] : undefined;
  const projects = main === undefined ? files.projects : await files.projectsOf(main);
  const named = namedAt(files.file, files.offset, projects, files.parsed);
  if (named === undefined) {
    expect(files.ranges).toEqual([]);
    return;
  }
  expect(placesIn(files, definitionsOf(named))).toEqual(marked(files, "def"));
  const { places } = await placesOf(named, files.projectsOf, files.parsed);
  expect(placesIn(files, places)).toEqual([...marked(files, "def"), ...marked(files, "ref")].sort());
  expect(placesIn(files, [named.occurrence])).toEqual(marked(files, "at"));
}

describe("a service", () => {
  const shop = (where: string): string => {
    let asked = 0;
    const text = `#- compose.yaml
include: [part.yaml]
services:
  d|b:
# ^^ def 0
    image: x
    hostname: db
    build:
      context: .
      additional_contexts: { base: "service:d|b" }
#                                           ^^ ref 1
  web:
    image: x
    depends_on: [d|b, other]
#                ^^ ref 2
    links: ["d|b:base"]
#            ^^ ref 3
    environment:
      URL: postgres://user@d|b:5432/x
#                          ^^ ref 4
    env_file: web.env
    healthcheck: { test: "pg_isready -h d|b" }
#                                       ^^ ref 5
    labels: [ "proxy.url=http://d|b:80/" ]
#                               ^^ ref 6
    command: [ "wait-for", "http://d|b:5432" ]
#                                  ^^ ref 7
  other:
    image: x
    network_mode: "service:d|b"
#                          ^^ ref 8
    volumes_from: [d|b:ro]
#                  ^^ ref 9
#- compose.override.yaml
services:
  "d|b":
#  ^^ def 10
    ports: ["80:80"]
#- part.yaml
services:
  job:
    image: x
    extends: d|b
#            ^^ ref 11
    depends_on:
      d|b:
#     ^^ ref 12
        condition: service_healthy
#- web.env
MORE=1
DB_HOST=d|b
#       ^^ ref 13
#- .env
`;
    return text
      .replace(/d\|b/g, () => (String(asked++) === where ? "d$0b" : "db"))
      .replace(/\^\^ (def|ref) (\d+)$/gm, (_, role: string, at: string) =>
        at === where ? `^^^^ ${role} at` : `^^ ${role}`,
      );
  };
  it.each(Array.from({ length: 14 }, (_, at) => String(at)))("is found from everywhere: place %s", async (where) => {
    await expectNavigation(shop(where));
  });

  it("of a file that is only extended is that file's own", async () => {
    await expectNavigation(`#- compose.yaml
services:
  app:
    extends: { file: base.yaml, service: a$0pp }
#                                        ^^^^^ ref at
  web:
    image: x
    depends_on: [app]
#- base.yaml
services:
  app:
# ^^^ def
    image: x
  more:
    extends: app
#            ^^^ ref
`);
  });

  it("of a file that is extended and one of its extender are one where a word names both", async () => {
    await expectNavigation(`#- compose.yaml
services:
  web:
    extends: { file: base.yaml, service: web }
  d$0b:
# ^^^^ def at
    extends: { file: base.yaml, service: db }
#                                        ^^ ref
#- base.yaml
services:
  db:
# ^^ ref
    image: x
  web:
    image: x
    depends_on: [db]
#                ^^ ref
`);
  });

  it("is one in two projects that include the file which gives it its name", async () => {
    await expectNavigation(`#- a/compose.yaml
include: [../shared/part.yaml]
services:
  web:
    image: x
    depends_on: [d$0b]
#                ^^^^ ref at
#- shared/part.yaml
services:
  db:
# ^^ def
    image: x
#- shared/compose.yaml
include: [part.yaml]
services:
  job:
    image: x
    depends_on: [db]
#                ^^ ref
`);
  });

  it("is named by text that several services share", async () => {
    await expectNavigation(`x-env: &env
  DB_HOST: d$0b
#          ^^^^ ref at
services:
  db:
# ^^ def
    image: x
  web: { image: x, environment: { <<: *env } }
  job: { image: x, environment: { <<: *env } }
`);
  });
});

describe("a network", () => {
  it("is found from a label that has its name on the engine, and from a mode", async () => {
    const fixture = (label: string, mode: string) => `services:
  web:
    image: x
    networks: [back]
#              ^^^^ ref
    labels:
      traefik.docker.network: ${label}
#                             ${label.replace(/./g, "^")} ref${label.includes("$") ? " at" : ""}
  job:
    image: x
    network_mode: ${mode}
#                 ${mode.replace(/./g, "^")} ref${mode.includes("$") ? " at" : ""}
networks:
  back:
# ^^^^ def
`;
    await expectNavigation(fixture("p_b$0ack", "p_back"));
    await expectNavigation(fixture("p_back", "p_ba$0ck"));
  });

  it("has the name on the engine that its entry says", async () => {
    await expectNavigation(`services:
  web:
    image: x
    networks: { b$0ack: {} }
#               ^^^^^^ ref at
    labels:
      traefik.docker.network: real
#                             ^^^^ ref
networks:
  back:
# ^^^^ def
    name: real
#         ^^^^ def
`);
  });
});

describe("other names", () => {
  it("are an alias that a link gives, which its own service alone knows", async () => {
    await expectNavigation(`services:
  db: { image: x }
  web:
    image: x
    links: ["db:base"]
#               ^^^^ def
    environment:
      A_URL: http://ba$0se:80/
#                   ^^^^^^ ref at
  job:
    image: x
    links: ["db:base"]
    environment:
      A_URL: http://base:80/
`);
  });

  it("are an alias on a network", async () => {
    await expectNavigation(`services:
  db:
    image: x
    networks:
      default:
        aliases: [b$0ase]
#                 ^^^^^^ def at
  job:
    image: x
    environment:
      A_URL: http://base:80/
#                   ^^^^ ref
`);
  });

  it("are a container's name", async () => {
    await expectNavigation(`services:
  db:
    image: x
    container_name: base
#                   ^^^^ def
  job:
    image: x
    network_mode: container:base
#                           ^^^^ ref
    volumes_from: ["container:ba$0se:ro"]
#                             ^^^^^^ ref at
    configs: [c]
configs:
  c: { content: "upstream http://base:80;" }
#                                ^^^^ ref
`);
    await expectNavigation(`services:
  base:
# ^^^^ def
    image: x
    configs: [c]
configs:
  c: { content: "upstream http://ba$0se:80;" }
#                                ^^^^^^ ref at
`);
  });

  it("are a hostname", async () => {
    await expectNavigation(`services:
  db:
    image: x
    hostname: base
#             ^^^^ def
  job:
    image: x
    environment:
      A_URL: http://b$0ase:80/
#                   ^^^^^^ ref at
`);
  });

  it("are none where a variable makes them, in other values, and outside of words", async () => {
    await expectNavigation("services:\n  web:\n    image: x\n    depends_on: [${D$0B}]\n");
    await expectNavigation("services:\n  web:\n    image: w$0eb\n");
    await expectNavigation("services:\n  $0\n");
  });
});
