import { describe, expect, it } from "vitest";
import { inventoryFrom, type Inventory } from "../../src/docker/inventory/inventory";
import { nameBelow, rowText, type Below } from "../../src/insight/rowText";
import type { ListeningSocket } from "../../src/netns/model";
import { idOf, listed } from "../docker/fakeEngine";
import { english } from "../english";

const ofService = (service: string): object => ({
  Labels: { "com.docker.compose.project": "shop", "com.docker.compose.service": service },
});
const mode = (name: string): object => ({ HostConfig: { NetworkMode: name } });
const inNetworks = (...networks: string[]): object => ({
  NetworkSettings: {
    Networks: Object.fromEntries(networks.map((name, index) => [name, { IPAddress: `172.20.${index}.2` }])),
  },
});
const shop: Below = { grouping: "project", key: "shop" };
const only = (inventory: Inventory) => {
  const [container] = inventory.containers.values();
  if (container === undefined) throw new Error("there is none");
  return container;
};
const made = (name: string, ...entries: object[]): Inventory =>
  inventoryFrom([listed(idOf(1), name, Object.assign({}, ...entries) as object)]);
const listens = (...texts: string[]): ListeningSocket[] =>
  texts.map((text, index) => {
    const at = text.lastIndexOf(":");
    const [address, port] = [text.slice(0, at), Number(text.slice(at + 1))];
    return { protocol: "tcp", family: address.includes(":") ? "inet6" : "inet", address, port, inode: String(index) };
  });
const textOf = (inventory: Inventory, below: Below, ...listening: string[]) =>
  rowText(inventory, only(inventory), below, listens(...listening), english);

describe("the name of a row", () => {
  it.each([
    ["shop-api-1", "api", "api"],
    ["shop-api-2", "api", "api 2"],
    ["shop-api-12", "api", "api 12"],
    // Compose 1 wrote underscores.
    ["shop_api_1", "api", "api"],
    ["shop-api-run-4f2c", "api", "api-run-4f2c"],
    // A name that the file chose stays, also where it begins like the project.
    ["frontend", "api", "frontend"],
    ["shop", "api", "shop"],
    ["shop-worker", "api", "worker"],
    ["shop-api-v2-1", "api-v2", "api-v2"],
  ])("of %s, of the service %s, is %s below its project", (name, service, expected) => {
    const container = only(made(name, ofService(service)));
    expect(nameBelow(container, shop)).toBe(expected);
  });

  it("is the whole name where the project is not above it", () => {
    const container = only(made("shop-api-1", ofService("api")));
    for (const below of [undefined, { grouping: "mode", key: "network" }, { grouping: "network", key: "a" }] as const) {
      expect(nameBelow(container, below)).toBe("shop-api-1");
    }
  });
});

describe("the place of a row", () => {
  it("leaves out what the line above says, and the _default of a network", () => {
    const api = made("shop-api-1", mode("shop_default"), ofService("api"), inNetworks("shop_default", "shop_back"));
    expect(textOf(api, shop).place).toBe("172.20.0.2, back 172.20.1.2");
    expect(textOf(api, { grouping: "network", key: "shop_back" }).place).toBe("shop 172.20.0.2, 172.20.1.2");
    expect(textOf(api, undefined).place).toBe("shop 172.20.0.2, shop_back 172.20.1.2");
    expect(textOf(made("x", mode("host")), { grouping: "mode", key: "host" }).place).toBe("");
  });

  it("keeps networks apart whose names only look like those of Compose", () => {
    expect(textOf(made("x", mode("_default"), inNetworks("_default")), undefined).place).toBe("_default 172.20.0.2");
    expect(textOf(made("x", mode("default_net"), inNetworks("default_net")), shop).place).toBe(
      "default_net 172.20.0.2",
    );
  });

  it("is `host :80` where the port is known, each port once, with an address that is one", () => {
    const app2 = made("app2", mode("host"));
    expect(textOf(app2, undefined).place).toBe("host");
    expect(textOf(app2, undefined, "0.0.0.0:80", ":::80").place).toBe("host :80");
    expect(textOf(app2, undefined, "127.0.0.1:9000", "::1:8080", "0.0.0.0:80").place).toBe(
      "host :80 [::1]:8080 127.0.0.1:9000",
    );
    expect(textOf(app2, { grouping: "mode", key: "host" }, "0.0.0.0:80").place).toBe(":80");
    const gone = made("app2", mode("host"), { State: "exited", Status: "Exited (1) 1 second ago" });
    expect(textOf(gone, undefined, "0.0.0.0:80").place).toBe("host");
  });
});

describe("what listens and is not published", () => {
  const published = { Ports: [{ IP: "0.0.0.0", PrivatePort: 80, PublicPort: 2000, Type: "tcp" }] };
  it("is said of a container with a namespace of its own", () => {
    const app1 = made("app1", mode("default"), inNetworks("bridge"));
    expect(textOf(app1, undefined, "0.0.0.0:80", ":::80").unpublished).toBe("80 listens, not published");
    expect(textOf(app1, undefined, "0.0.0.0:80", "0.0.0.0:443").unpublished).toBe("80, 443 listen, not published");
  });

  it("is said of a port that is published over another protocol", () => {
    const Ports = [{ IP: "0.0.0.0", PrivatePort: 80, PublicPort: 80, Type: "udp" }];
    const text = textOf(made("a", mode("default"), { Ports }), undefined, "0.0.0.0:80").unpublished;
    expect(text).toBe("80 listens, not published");
  });

  it("is not said of what is published, of loopback, or where the ports are the host's", () => {
    expect(textOf(made("a", mode("default"), published), undefined, "0.0.0.0:80").unpublished).toBe("");
    expect(textOf(made("a", mode("default")), undefined, "127.0.0.1:80", "127.0.0.11:40001").unpublished).toBe("");
    expect(textOf(made("a", mode("host")), undefined, "0.0.0.0:80").unpublished).toBe("");
  });
});
