import { describe, expect, it } from "vitest";
import { explainLine, type LineContext } from "../../src/insight/explainLine";
import { verdict } from "../../src/insight/verdict";
import { ipAddrLines } from "../../src/netns/render/render";
import { socketLines } from "../../src/netns/sections/sockets";
import { english } from "../english";
import { appText, container, hostText, lo, namespace, side } from "./namespaceSamples";

describe("a hover", () => {
  const host = namespace(hostText);
  const app = namespace(appText);
  const context: LineContext = {
    name: "app1",
    container: container("app1"),
    usesHost: false,
    host,
    others: [],
    namespace: app,
  };
  const explain = (text: string, word: string, of: LineContext = context): string[] => {
    const line = ipAddrLines(of.namespace.interfaces).find((one) => one.text.includes(text));
    if (line === undefined) throw new Error(text);
    return explainLine(line, word, of, english);
  };

  it("names the other end of a veth pair, from either side", () => {
    expect(explain("eth0@if43", "eth0@if43:")).toEqual([
      "eth0: the end of app1 in the Docker network bridge.",
      "The other end of this veth pair is veth1 on the host, a port of the bridge docker0.",
    ]);
    const hosts = {
      ...context,
      name: "host",
      container: undefined,
      namespace: host,
      others: [{ name: "app1", namespace: app }],
    };
    expect(explain("veth1@if42", "veth1@if42:", hosts)).toContain("The other end of this veth pair is eth0 in app1.");
  });

  it("says which number the other end has where its namespace was not read", () => {
    expect(explain("eth0@if43", "eth0@if43:", { ...context, host: undefined })).toEqual([
      "eth0: the end of app1 in the Docker network bridge.",
      "It is tied to the interface with the number 43 of another network namespace, usually the host's.",
    ]);
  });

  it("names what a macvlan interface stands on, in the verdict too", () => {
    // As the kernel shows it: the number of the host's interface behind the @, and nothing in return.
    const onEth0 = namespace(
      `${lo}57: eth0@if2: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default\n    inet 192.0.2.50/24 scope global eth0\n`,
    );
    const own = { ...context, namespace: onEth0, container: undefined };
    expect(explain("eth0@if2", "eth0@if2:", own)).toContain("Its parent interface is eth0 on the host.");
    expect(verdict(side("host", host), side("app1", onEth0), english)).toContain("eth0 192.0.2.50/24 behind eth0;");
  });

  it("takes no end of a veth pair that is being made for what an interface stands on", () => {
    const made = namespace(
      `${hostText}43: veth9@veth8: <BROADCAST> mtu 1500 qdisc noop state DOWN group default\n    link/ether 02:42:ac:11:00:09 brd ff:ff:ff:ff:ff:ff\n` +
        `42: veth8@veth9: <BROADCAST> mtu 1500 qdisc noop state DOWN group default\n    link/ether 02:42:ac:11:00:08 brd ff:ff:ff:ff:ff:ff\n`,
    );
    const making = { ...made, interfaces: made.interfaces.filter(({ name }) => name !== "veth1") };
    const told = explain("eth0@if43", "eth0@if43:", { ...context, host: making, container: undefined });
    expect(told.join()).not.toContain("parent interface");
  });

  it("explains flags, addresses and words, and says nothing of what it does not know", () => {
    expect(explain("eth0@", "LOWER_UP")[0]).toMatch(/there is a carrier/u);
    expect(explain("inet 172.17.0.2", "172.17.0.2/16")).toEqual([
      "172.17.0.2: the address of app1 in the Docker network bridge, given by the engine.",
      "/16: addresses that agree in the first 16 bits, 65536 of them, are on the same link.",
      "Its gateway is 172.17.0.1, the host's end of that network.",
    ]);
    expect(explain("inet 127.0.0.1", "127.0.0.1/8")[0]).toMatch(/from inside this network namespace only/u);
    expect(explain("eth0@", "mtu")[0]).toMatch(/largest packet/u);
    expect(explain("eth0@", "toString")).toEqual([]);
  });

  it("says who reaches a listening socket", () => {
    const sockets = [
      { protocol: "tcp", family: "inet", address: "127.0.0.1", port: 80, uid: 33 },
      { protocol: "tcp", family: "inet6", address: "::", port: 443, owner: { program: "nginx", containers: [] } },
      {
        protocol: "tcp",
        family: "inet6",
        address: "::ffff:127.0.0.1",
        port: 9200,
        owner: { program: "java", containers: [] },
      },
    ] as const;
    const [local, all, mapped] = socketLines(sockets, { nameOf: () => undefined }).map((line) =>
      explainLine(line, "tcp", context, english),
    );
    expect(local?.join(" ")).toMatch(/loopback only: nothing outside .* Only root can see which program/u);
    expect(mapped?.[0]).toMatch(/^It listens on loopback only: nothing outside .* reaches 127\.0\.0\.1:9200\./u);
    expect(all).toEqual([
      "It listens on every address of this network namespace, on port 443/tcp.",
      "The program is nginx.",
    ]);
  });
});
