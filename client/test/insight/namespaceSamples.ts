import type { Container } from "../../src/docker/inventory/container";
import { inventoryFrom, sharesHostNamespace, type Inventory } from "../../src/docker/inventory/inventory";
import type { Side } from "../../src/insight/readSubjects";
import { namespaceFrom } from "../../src/netns/sections/namespaceFrom";
import { source } from "../../src/netns/source";
import type { Namespace, Texts } from "../../src/netns/model";
import { idOf, listed } from "../docker/fakeEngine";

/** The loopback interface, as `ip addr` prints it. */
export const lo =
  "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default\n    inet 127.0.0.1/8 scope host lo\n";
/** The host's. */
export const hostText = `${lo}2: eth0: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
    inet 192.0.2.2/24 brd 192.0.2.255 scope global eth0
3: docker0: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
    inet 172.17.0.1/16 brd 172.17.255.255 scope global docker0
43: veth1@if42: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master docker0 state UP group default
`;
/** A container's on the default bridge. */
export const appText = `${lo}42: eth0@if43: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
    inet 172.17.0.2/16 brd 172.17.255.255 scope global eth0
`;
/** The same by /proc. */
export const proc: [string, string][] = [
  ["/proc/net/dev", "Inter-|\n face |bytes\n    lo: 0\n  eth0: 0\n"],
  [
    "/proc/net/fib_trie",
    "Main:\n |-- 127.0.0.1\n /32 host LOCAL\n |-- 172.17.0.2\n /32 host LOCAL\n |-- 172.17.255.255\n /32 link BROADCAST\n",
  ],
  ["/proc/net/route", "Iface\tDestination\neth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n"],
];

/** What these texts tell of a namespace. */
export function namespace(texts: Texts | string, identity?: string): Namespace {
  const map = typeof texts === "string" ? new Map([[source.addressText, texts]]) : new Map(texts);
  if (identity !== undefined) map.set(source.identity, identity);
  const found = namespaceFrom(map, ["exec"]);
  if (found === undefined) throw new Error("no namespace");
  return found;
}

/** A listening socket in /proc/net/tcp. */
export const tcpRow = (address: string, port: number): string =>
  `   0: ${address}:${port.toString(16).toUpperCase().padStart(4, "0")} 00000000:0000 0A 0:0 0:0 0  0  0 ${port} 1 0 100 0 0 10 0`;

/** app1 on the default bridge, app2 in host mode, side in the namespace of app2. */
const inventory: Inventory = inventoryFrom([
  listed(idOf(1), "app1", {
    NetworkSettings: { Networks: { bridge: { IPAddress: "172.17.0.2", IPPrefixLen: 16, Gateway: "172.17.0.1" } } },
  }),
  listed(idOf(2), "app2", { HostConfig: { NetworkMode: "host" } }),
  listed(idOf(3), "side", { HostConfig: { NetworkMode: `container:${idOf(2)}` } }),
]);
/** One of them. */
export const container = (name: string): Container => {
  const found = [...inventory.containers.values()].find((one) => one.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};
/** A side of a comparison. */
export const side = (name: string, held: Namespace | undefined, more: Partial<Side> = {}): Side => ({
  subject: name === "host" ? { kind: "host" } : { kind: "container", id: container(name).id },
  name,
  container: name === "host" ? undefined : container(name),
  namespace: held,
  usesHost: name !== "host" && sharesHostNamespace(inventory, container(name)),
  orphaned: false,
  ...more,
});
