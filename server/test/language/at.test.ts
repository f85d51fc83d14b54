import { describe, expect, it } from "vitest";
import { type Standing, standingsAt } from "../../src/language/at/at";
import type { Subject } from "../../src/language/at/subject";
import { markedFiles } from "./markedFiles";

/** A subject in words: its kind, and what it is called. */
function inWords(subject: Subject): string {
  switch (subject.kind) {
    case "mode":
      return `mode ${subject.mode.kind}`;
    case "mode-key":
      return "mode-key";
    case "port":
      return ["port", subject.attribute, ...(subject.key === undefined ? [] : [subject.key])].join(" ");
    case "host":
      return `host ${subject.mention.name} in ${subject.mention.in}`;
    case "variable":
      return `variable ${subject.variable.name}${subject.variable.rest}`;
    case "file":
      return `file ${subject.path} of ${subject.attribute}`;
    case "key":
      return `key ${subject.key} of ${subject.of}`;
    case "address":
      return `address ${subject.family} on ${subject.network}`;
    default: {
      const role = "role" in subject ? `${subject.role} ` : "";
      const from = "file" in subject ? ` from ${subject.file}` : "";
      return `${subject.kind} ${subject.name} ${role}in ${subject.attribute}${from}`;
    }
  }
}

/** What stands at `$0`, the smallest first, as the fixture says it; and where. */
async function expectStandings(fixture: string): Promise<readonly Standing[]> {
  const files = await markedFiles(fixture);
  const found = standingsAt(files.document, files.offset, files.projects);
  expect(found.map(({ subject, at }) => ({ ...files.rangeOf(at), label: inWords(subject) }))).toEqual(files.ranges);
  return found;
}

const service = (lines: string): string => `services:\n  web:\n    image: x\n${lines}  db:\n    image: x\n`;

describe("what stands at a position", () => {
  it.each([
    ["a service's key", "services:\n  we$0b:\n# ^^^^^ service web definition in services\n    image: x\n"],
    ["a mode", service("    network_mode: ho$0st\n#                 ^^^^^^ mode host\n")],
    ["a mode in quotes", service('    network_mode: "ho$0st"\n#                  ^^^^^^ mode host\n')],
    ["the key of a mode", service("    network_$0mode: host\n#   ^^^^^^^^^^^^^^ mode-key\n")],
    [
      "the service of a mode, and the mode",
      service(`    network_mode: service:d$0b
#                         ^^^^ service db reference in network_mode
#                 ^^^^^^^^^^^^ mode service
`),
    ],
    ["the word before it", service("    network_mode: serv$0ice:db\n#                 ^^^^^^^^^^^^ mode service\n")],
    [
      "a container of a mode",
      service(`    network_mode: container:ol$0d
#                           ^^^^^ container old reference in network_mode
#                 ^^^^^^^^^^^^^^^ mode container
`),
    ],
    ["a short port", service('    ports:\n      - "80$080:80"\n#        ^^^^^^^^^ port ports\n')],
    ["a port in flow style", service("    ports: [80$080:80, 90:90]\n#           ^^^^^^^^^ port ports\n")],
    [
      "the key of a long port",
      service("    ports:\n      - target: 80\n        publ$0ished: 8080\n#       ^^^^^^^^^^^ port ports published\n"),
    ],
    [
      "a value of a long port",
      service("    ports:\n      - { target: 8$00 }\n#                 ^^^^ port ports target\n"),
    ],
    ["an exposed port", service('    expose: ["80$0"]\n#             ^^^^ port expose\n')],
    [
      "an item of depends_on",
      service("    depends_on: [d$0b]\n#                ^^^^ service db reference in depends_on\n"),
    ],
    [
      "a key of depends_on",
      service(
        "    depends_on:\n      d$0b:\n#     ^^^^ service db reference in depends_on\n        condition: service_started\n",
      ),
    ],
    ["a link", service('    links: ["d$0b:base"]\n#            ^^^^ service db reference in links\n')],
    ["its alias", service('    links: ["db:ba$0se"]\n#               ^^^^^^ alias base in links\n')],
    [
      "volumes_from",
      service("    volumes_from: [d$0b:ro]\n#                  ^^^^ service db reference in volumes_from\n"),
    ],
    [
      "a container of volumes_from",
      service(
        "    volumes_from: [container:ol$0d:ro]\n#                            ^^^^^ container old reference in volumes_from\n",
      ),
    ],
    ["ipc", service('    ipc: "service:d$0b"\n#                 ^^^^ service db reference in ipc\n')],
    [
      "extends of a file",
      service(
        "    extends:\n      file: base.yaml\n      service: ap$0p\n#              ^^^^^ service app reference in extends from base.yaml\n",
      ),
    ],
    ["the file", service("    extends:\n      file: ba$0se.yaml\n#           ^^^^^^^^^^^ file base.yaml of extends\n")],
    ["a network's key", "networks:\n  ba$0ck: {}\n# ^^^^^^ network back definition in networks\n"],
    [
      "a network of a list",
      service("    networks: [ba$0ck]\n#              ^^^^^^ network back reference in networks\n"),
    ],
    ["one of a map", service("    networks:\n      ba$0ck:\n#     ^^^^^^ network back reference in networks\n")],
    [
      "an alias",
      service("    networks:\n      back:\n        aliases: [ap$0i]\n#                 ^^^^^ alias api in networks\n"),
    ],
    [
      "a fixed address",
      service(
        "    networks:\n      back:\n        ipv4_address: 10.0$0.0.7\n#                     ^^^^^^^^^^ address ipv4 on back\n",
      ),
    ],
    [
      "a container's name",
      service("    container_name: sho$0p\n#                   ^^^^^^ container shop definition in container_name\n"),
    ],
    ["a hostname", service("    hostname: sho$0p\n#             ^^^^^^ hostname shop in hostname\n")],
    [
      "a label that names a network",
      service(
        "    labels:\n      - traefik.docker.network=ba$0ck\n#                              ^^^^^^ engine-network back reference in labels\n",
      ),
    ],
    [
      "a variable in a port, and the port",
      service(`    ports:
      - "\${PO$0RT:-8080}:80"
#        ^^^^^^^^^^^^^^^ variable PORT:-8080
#        ^^^^^^^^^^^^^^^^^^ port ports
`),
    ],
    [
      "the inner one of two variables",
      service(`    hostname: \${A:-\${B$0}}
#                  ^^^^^^ variable B
#             ^^^^^^^^^^^^ variable A:-\${B}
`),
    ],
    ["a dollar that is none", service("    hostname: a$$$0b\n")],
    ["a key about networking", service("    extra_ho$0sts: []\n#   ^^^^^^^^^^^^^ key extra_hosts of service\n")],
    ["a network's setting", "networks:\n  back:\n    inter$0nal: true\n#   ^^^^^^^^^^ key internal of network\n"],
    ["a key that is not about networking", service("    vol$0umes: []\n")],
    ["a file that is included", "include:\n  - pa$0rt.yaml\n#   ^^^^^^^^^^^ file part.yaml of include\n"],
    [
      "a host in a variable's value",
      service("    environment:\n      URL: http://d$0b:8080/x\n#                 ^^^^^^^^^ host db in environment\n"),
    ],
    [
      "a host in a command",
      service('    command: ["wait", "d$0b:5432"]\n#                      ^^^^^^^^^ host db in command\n'),
    ],
    ["nothing", "services:\n  web:\n    image: x\n$0\n"],
  ])("is %s", async (_, fixture) => {
    await expectStandings(fixture);
  });

  it("is what an alias stands for, at the alias", async () => {
    await expectStandings(`x-mode: &mode host
services:
  web:
    network_mode: *mo$0de
#                 ^^^^^^^ mode host
`);
  });

  it("belongs to the services that take it over by a merge key, at a text that Compose does not read itself", async () => {
    const [found] = await expectStandings(`x-base: &base
  networks: [ba$0ck]
#            ^^^^^^ network back reference in networks
x-more: &more
  <<: *base
services:
  web:
    <<: *more
  api:
    <<: [*base]
  db: { image: x }
`);
    expect(found?.services.toSorted()).toEqual(["api", "web"]);
  });

  it("belongs to its own service first, and to those that copy it", async () => {
    const [found] = await expectStandings(`services:
  web: &web
    network_mode: no$0ne
#                 ^^^^^^ mode none
  api:
    <<: *web
`);
    expect(found?.services).toEqual(["web", "api"]);
  });

  it("is found in a document that is one flow mapping, and behind a byte order mark", async () => {
    await expectStandings(`\ufeff{services: {web: {network_mode: ho$0st}}}
#                                ^^^^^^ mode host
`);
  });
});
