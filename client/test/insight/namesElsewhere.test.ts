import { describe, expect, it } from "vitest";
import type { CalledHost } from "../../src/docker/api/calledHosts";
import type { ContainerDetail, Engine } from "../../src/docker/api/engine";
import { inventoryFrom, type Inventory } from "../../src/docker/inventory/inventory";
import { mayLackName, namesElsewhere } from "../../src/insight/namesElsewhere";
import { problemBrief, problemText } from "../../src/insight/problems";
import { idOf, listed } from "../docker/fakeEngine";
import { english } from "../english";

/** A container of a project (`shop` where none is said), in these networks. */
interface Played {
  readonly name: string;
  readonly networks: readonly string[];
  readonly project?: string;
  readonly service?: string;
  readonly calls?: readonly CalledHost[];
  /** Other names on its networks. */
  readonly aliases?: readonly string[];
  readonly more?: object;
}

const web: Played = { name: "shop-web-1", service: "web", networks: ["shop_front"], calls: [{ name: "db" }] };
const database: Played = { name: "shop-db-1", service: "db", networks: ["shop_back"] };

/** What is said of the first container of them. */
async function said(
  containers: readonly Played[],
  { detail = {}, networks = {}, image = [] }: Situation = {},
): Promise<string[]> {
  const inventory = inventoryOf(containers, networks);
  const asked: string[] = [];
  const details = new Map(containers.map((each, at) => [idOf(at + 1), detailOf(each)]));
  const engine = {
    inspectContainer: (id: string) => {
      asked.push(id);
      return Promise.resolve(details.get(id));
    },
    imageCalls: () => Promise.resolve(image),
  } as unknown as Engine;
  const first = inventory.containers.get(idOf(1)) ?? expect.fail("not listed");
  const found = await namesElsewhere(engine, inventory, first, { ...detailOf(containers[0] ?? web), ...detail });
  expect(asked.length).toBeLessThanOrEqual(30);
  return found.map((problem) => problemBrief(problem, english));
}

interface Situation {
  readonly detail?: Partial<ContainerDetail>;
  readonly networks?: Readonly<Record<string, object>>;
  /** What the image names by itself. */
  readonly image?: readonly CalledHost[];
}

function inventoryOf(containers: readonly Played[], networks: Readonly<Record<string, object>> = {}): Inventory {
  const names = [...new Set(containers.flatMap((each) => each.networks))];
  return inventoryFrom(
    containers.map(({ name, networks: own, project = "shop", service, more = {} }, at) =>
      listed(idOf(at + 1), name, {
        HostConfig: { NetworkMode: own[0] ?? "none" },
        NetworkSettings: { Networks: Object.fromEntries(own.map((network) => [network, {}])) },
        Labels: project === "" ? {} : { "com.docker.compose.project": project, "com.docker.compose.service": service },
        ...more,
      }),
    ),
    names.map((name) => ({
      ...{ Id: name, Name: name, Driver: "bridge", Scope: "local" },
      Labels: { "com.docker.compose.project": name.split("_")[0] },
      ...networks[name],
    })),
  );
}

function detailOf({ networks, calls = [], aliases = [] }: Played): ContainerDetail {
  const networkNames = new Map(networks.map((network) => [network, aliases]));
  return { ownDns: false, image: "sha256:1", calls, networkNames } as unknown as ContainerDetail;
}

describe("a name that is only on other networks", () => {
  it("is said with these networks, as the file calls them, and what to do", async () => {
    expect(await said([web, database])).toEqual(["cannot resolve db: only on back"]);
    const problem = { kind: "unresolved-name", name: "db", networks: ["back"] } as const;
    expect(problemText(problem, english)).toBe(
      "It calls db, a name that does not resolve in it: db is only on the network back, and this container is not. Put this container on back.",
    );
  });

  it("may be a container's own name, in a project and without one", async () => {
    const calls = [{ name: "base" }];
    const base = { name: "base", networks: ["back"], project: "" };
    expect(await said([{ ...web, calls, networks: ["front"], project: "" }, base])).toEqual([
      "cannot resolve base: only on back",
    ]);
    // Another project's, or none: its file may mean somebody else.
    expect(await said([{ ...web, calls }, base])).toEqual([]);
  });

  it("has all the networks of all that are called so", async () => {
    const second = { ...database, name: "shop-db-2", networks: ["shop_deep", "shop_back"] };
    expect(await said([web, database, second])).toEqual(["cannot resolve db: only on back, deep"]);
  });

  it.each<[string, readonly Played[], Situation?]>([
    ["a common network", [{ ...web, networks: ["shop_front", "shop_back"] }, database]],
    ["one of several that is near", [web, database, { ...database, networks: ["shop_front"], name: "shop-db-2" }]],
    [
      "another project's container of that name on its network",
      [web, database, { name: "db", project: "other", networks: ["shop_front"] }],
    ],
    ["an alias on its network", [web, database, { name: "x", networks: ["shop_front"], aliases: ["db"] }]],
    ["nobody of that name", [web, { ...database, name: "shop-other-1", service: "other" }]],
    ["one that is stopped", [web, { ...database, more: { State: "exited", Status: "Exited (0) 1 minute ago" } }]],
    ["one in host mode", [web, { ...database, networks: ["host"] }]],
    ["one on the default bridge", [web, { ...database, networks: ["bridge"] }]],
    ["a caller on the default bridge alone", [{ ...web, networks: ["bridge"] }, database]],
    [
      "its own name",
      [
        { ...web, calls: [{ name: "web" }] },
        { ...database, service: "web" },
      ],
    ],
    ["a resolver of its own", [web, database], { detail: { ownDns: true } }],
    [
      "a network over several machines",
      [web, database],
      { networks: { shop_front: { Driver: "overlay", Scope: "swarm" } } },
    ],
    ["a driver of which nothing is known", [web, database], { networks: { shop_front: { Driver: "weave" } } }],
    ["what the image says by itself", [web, database], { image: [{ name: "db" }] }],
    [
      "a list of which others are no hosts here",
      [{ ...web, calls: [{ name: "db", among: ["db", "gone"] }] }, database],
    ],
    [
      "more neighbours than are asked",
      [web, database, ...Array.from({ length: 31 }, (_, at) => ({ name: `n${at}`, networks: ["shop_front"] }))],
    ],
  ])("is not said of %s", async (_, containers, situation) => {
    expect(await said(containers, situation)).toEqual([]);
  });
});

it("is looked for only where a container of the project is on other networks alone", () => {
  const may = (containers: readonly Played[]): boolean => {
    const inventory = inventoryOf(containers);
    return mayLackName(inventory, inventory.containers.get(idOf(1)) ?? expect.fail("not listed"));
  };
  expect(may([web, database])).toBe(true);
  expect(may([web])).toBe(false);
  expect(may([web, { ...database, project: "other" }])).toBe(false);
  expect(may([web, { ...database, networks: ["shop_front", "shop_back"] }])).toBe(false);
  expect(may([{ ...web, networks: ["host"] }, database])).toBe(false);
});
