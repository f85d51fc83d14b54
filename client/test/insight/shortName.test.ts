import { describe, expect, it } from "vitest";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import { hostPorts } from "../../src/insight/hostPorts";
import type { Problem } from "../../src/insight/problems";
import { nameBelow } from "../../src/insight/rowText";
import { shortContainerName, shortName } from "../../src/insight/shortName";
import { containerRow } from "../../src/views/trees/containerRows";
import { hostPortRows } from "../../src/views/trees/hostPortRows";
import { networkListRows } from "../../src/views/trees/networkRows";
import { idOf, listed } from "../docker/fakeEngine";
import { english } from "../english";

const project = "customer-portal-staging";
const labels = (service: string): object => ({
  Labels: { "com.docker.compose.project": project, "com.docker.compose.service": service },
});
const published = { Ports: [{ IP: "0.0.0.0", PublicPort: 8080, PrivatePort: 80, Type: "tcp" }] };
const task = { Labels: { "com.docker.swarm.service.name": "queue" } };
const inventory = inventoryFrom(
  [
    listed(idOf(1), `${project}-web-1`, { ...labels("web"), ...published }),
    listed(idOf(2), `${project}-web-next-1`, { ...labels("web-next"), State: "created", Status: "Created" }),
    listed(idOf(3), "queue.1.sdnp54ciwj21wadu55opbxj5t", task),
  ],
  [
    { Id: "n1", Name: `${project}_back`, Driver: "bridge", Labels: { "com.docker.compose.project": project } },
    { Id: "n2", Name: "mesh", Driver: "overlay", Scope: "swarm" },
  ],
);
const source = { engine: "", inventory, l10n: english };
const container = (number: number) => {
  const found = inventory.containers.get(idOf(number));
  if (found === undefined) throw new Error("it is not listed");
  return found;
};

describe("a name in a narrow view", () => {
  it("keeps what tells it from others of a project with a long name", () => {
    expect(shortName(`${project}-web-1`, project)).toBe("customer…-web-1");
    expect(shortName(`${project}_back`, project)).toBe("customer…_back");
  });

  it("stays where it is short, or no project's", () => {
    expect(shortName("shop-web-next-10", "shop")).toBe("shop-web-next-10");
    expect(shortName("tutorials-web-next-10", "tutorials")).toBe("tutorials-web-next-10");
    expect(shortName(`${project}-web-1`, undefined)).toBe(`${project}-web-1`);
    expect(shortName("a-name-that-somebody-chose", project)).toBe("a-name-that-somebody-chose");
  });

  it("has no ID of a task", () => {
    expect([nameBelow(container(3), undefined), shortContainerName(container(3))]).toEqual(["queue.1", "queue.1"]);
  });

  it("is read out in full", () => {
    const [port] = hostPortRows({ ...source, ports: hostPorts(inventory, undefined, []) });
    expect([port?.description, port?.spoken]).toEqual([
      "customer…-web-1 -> 80",
      `Port 8080/tcp, ${project}-web-1 -> 80`,
    ]);
    expect(
      networkListRows(source).map(({ label, description, spoken }) => [`${label}  ${description}`, spoken]),
    ).toEqual([
      ["customer…_back  0 containers", `Network ${project}_back, driver bridge, 0 containers`],
      ["mesh  overlay  swarm  0 containers", "Network mesh, driver overlay, swarm, 0 containers"],
    ]);
    expect(networkListRows(source, `${project}_back`)).toHaveLength(1);
  });

  it("of who has a port is the service's below its project, and the container's elsewhere", () => {
    const by = { port: 8080, name: `${project}-web-1`, container: idOf(1) };
    const problem: Problem = {
      kind: "not-started",
      detail: "Bind for 0.0.0.0:8080 failed: port is already allocated",
      by,
    };
    const probe = { listening: [], problems: [problem], networks: [], young: false, calls: [] };
    const row = (key?: string) =>
      containerRow(source, container(2), probe, key === undefined ? undefined : { grouping: "project", key });
    expect(row(project).description).toMatch(/^port 8080 is taken by web {2}/u);
    expect(row(project).spoken).toMatch(/^Container web-next, port 8080 is taken by web, /u);
    expect(row().description).toMatch(/^port 8080 is taken by customer…-web-1 {2}/u);
    expect(row().spoken).toContain(`port 8080 is taken by ${project}-web-1, `);
  });
});
