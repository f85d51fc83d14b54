import { describe, expect, it } from "vitest";
import { findingsIn, servicesOf, splitFiles } from "./projectFiles";

const base = `services:
  app: { image: x, ports: ["80:80"], networks: [n] }
networks: { n: {} }
`;

/** The files that are read together with an override that begins with these comments. */
async function filesWith(comments: string, path = "docker-compose.host.yml"): Promise<readonly string[]> {
  const files = {
    "/p/main.yml": base,
    [`/p/${path}`]: `${comments}\nservices:\n  app: { network_mode: host }\n`,
  };
  return (await servicesOf(files, path)).files;
}

describe("the files that a comment says are started together", () => {
  const both = ["/p/main.yml", "/p/docker-compose.host.yml"];

  it.each([
    "# docker compose -f main.yml -f docker-compose.host.yml up -d",
    "# docker compose -f main.yml \\\n#   -f docker-compose.host.yml up -d",
    "# docker compose \\\r\n#    -f main.yml \\\r\n#    -f docker-compose.host.yml \\\r\n#    up",
    "# COMPOSE_FILE=main.yml:docker-compose.host.yml",
    "# Usage: COMPOSE_FILE='main.yml:docker-compose.host.yml' docker compose up",
    "#   $ docker-compose --file=./main.yml --file ./docker-compose.host.yml up",
    "# Usage: `docker compose -f main.yml -f docker-compose.host.yml up`",
  ])("are read in their order: %s", async (comment) => {
    expect(await filesWith(comment)).toEqual(both);
  });

  it("count from where the command finds this file", async () => {
    const comment = "# docker compose -f main.yml -f host/linux.compose.yml up";
    expect(await filesWith(comment, "host/linux.compose.yml")).toEqual(["/p/main.yml", "/p/host/linux.compose.yml"]);
  });

  it.each([
    "# docker compose -f main.yml -f docker-compose.gone.yml -f docker-compose.host.yml up",
    "# docker compose -f docker-compose.host.yml up",
    "# docker compose -f main.yml -f docker-compose.other.yml up",
    "# COMPOSE_FILE=docker-compose.host.yml",
    "# COMPOSE_FILE=main.yml:docker-compose.other.yml",
    "# docker compose -f main.yml\n# and then -f docker-compose.host.yml",
    "# tar -f main.yml -f docker-compose.host.yml",
    "x-note: docker compose -f main.yml -f docker-compose.host.yml up",
  ])("are this file alone where one is not there, or another is meant: %s", async (comment) => {
    expect(await filesWith(comment)).toEqual(["/p/docker-compose.host.yml"]);
  });

  it("tell what an override does to the file below", async () => {
    const files = splitFiles(`#- main.yml
${base}#- docker-compose.host.yml
# docker compose -f main.yml -f docker-compose.host.yml up
services:
  app:
    network_mode: host
    ports: []
`);
    expect(await findingsIn(files, "docker-compose.host.yml")).toEqual([
      "docker-compose.host.yml:4:19 warning host-ports-discarded",
      "docker-compose.host.yml:4:19 error host-with-networks",
    ]);
  });
});
