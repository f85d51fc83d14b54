import { describe, expect, it } from "vitest";
import { findingsIn, servicesOf, splitFiles, targetsIn } from "./projectFiles";

describe("layers", () => {
  it("join attributes as Compose does", async () => {
    const project = await servicesOf(
      splitFiles(`#- compose.yaml
services:
  web:
    networks: [front]
    environment: { A: "1" }
    command: [a]
    depends_on: [db]
    ports: ["80:80"]
    extra_hosts: { h: 1.2.3.4 }
  db: { image: x }
#- compose.override.yaml
services:
  web:
    networks: { back: { aliases: [w] }, front: }
    environment: ["B=2"]
    command: [b]
    depends_on: { db: { condition: service_healthy } }
    ports:
    extra_hosts: ["h=1.2.3.4", "i:5.6.7.8"]
`),
      "compose.yaml",
    );
    const web = project.services.get("web");
    expect(web?.networks?.value.map(({ value }) => [value.network, value.aliases.length])).toEqual([
      ["front", 0],
      ["back", 1],
    ]);
    expect(web?.environment.map(({ key, value }) => [key, value])).toEqual([
      ["A", "1"],
      ["B", "2"],
    ]);
    expect(web?.command.map(({ value }) => value)).toEqual(["b"]);
    expect(web?.dependsOn.map(({ condition }) => condition)).toEqual(["service_healthy"]);
    expect(targetsIn(project, "web")).toEqual(["80"]);
    expect(web?.extraHosts.map(({ key, value }) => [key, value])).toEqual([
      ["h", "1.2.3.4"],
      ["i", "5.6.7.8"],
    ]);
  });

  it("that cannot be joined are reported", async () => {
    const project = await servicesOf(
      splitFiles(`#- compose.yaml
services:
  web: { ports: ["80:80"] }
---
services:
  web: { ports: { a: b } }
`),
      "compose.yaml",
    );
    expect(project.problems).toMatchObject([
      { kind: "cannot-override", message: "cannot override services.web.ports" },
    ]);
  });

  it("above are what is reported where the layer below is right by itself", async () => {
    const files = splitFiles(`#- .env
COMPOSE_FILE=common.yml:host.yml
#- common.yml
services:
  db:
    image: x
    ports: ["5432:5432"]
    networks: [back]
  cache:
    image: x
    ports: ["6379:6379"]
  right:
    image: x
    ports: ["80:80"]
networks:
  back:
#- host.yml
services:
  db:
    network_mode: host
  cache:
    network_mode: host
    ports: []
  right:
    network_mode: host
    ports: !reset []
`);
    expect(await findingsIn(files, "common.yml")).toEqual([
      "host.yml:3:19 warning host-ports-discarded",
      "host.yml:3:19 error host-with-networks",
      "host.yml:5:19 warning host-ports-discarded",
    ]);
  });
});

describe("what a value replaced", () => {
  it("is told layer by layer, through extends and override files", async () => {
    const project = await servicesOf(
      splitFiles(`#- compose.yaml
services:
  web: { extends: { file: base.yaml, service: base }, network_mode: bridge }
#- compose.override.yaml
services:
  web: { network_mode: host }
#- base.yaml
services:
  base: { network_mode: none, image: x }
`),
      "compose.yaml",
    );
    const at = project.services.get("web")?.networkMode?.at;
    const told = [at, at?.replaced, at?.replaced?.replaced].map(
      (each) => each && [each.file, Array.from(each.via, (step) => step.kind)],
    );
    expect(told).toEqual([
      ["/p/compose.override.yaml", []],
      ["/p/compose.yaml", []],
      ["/p/base.yaml", ["extends"]],
    ]);
  });
});
