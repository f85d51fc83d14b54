import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { callEngineJson } from "../../scripts/engine/http.mjs";
import { compared, run } from "./comparedNamespaces";
import {
  equalTextOf,
  eventuallyText,
  hoverOf,
  lensesOf,
  NamespaceContainers,
  textOf,
  textsOf,
} from "./namespaceContainers";
import { engineSocket, eventually, hostside, row } from "./window";

describe("network namespaces of every kind of container", () => {
  const containers = new NamespaceContainers(engineSocket());
  const named = (name: string): string => containers.named(name);

  before(async () => {
    await vscode.commands.executeCommand("hostside.containers.focus");
    await containers.network("two", [{ Subnet: "10.97.7.0/24", Gateway: "10.97.7.1" }]);
    await containers.network("six", [{ Subnet: "10.97.8.0/24" }, { Subnet: "fd00:97:8::/64" }], { EnableIPv6: true });
    await containers.run("nginx", "nginx:alpine");
    await containers.run("busybox", "busybox:latest");
    await containers.run("scratch", "hostside/scratch:latest", {}, []);
    await containers.run("host", "nginx:alpine", { NetworkMode: "host" });
    await containers.run("none", "busybox:latest", { NetworkMode: "none" });
    await containers.run("both", "nginx:alpine");
    await containers.connect("two", "both");
    await containers.run("joined", "busybox:latest", { NetworkMode: `container:${named("nginx")}` });
    await containers.run("six", "busybox:latest", { NetworkMode: named("six") });
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await containers.end();
  });

  const own: readonly [string, RegExp][] = [
    ["nginx", /inet 172\.\d+\.\d+\.\d+\/16/u],
    ["busybox", /inet 172\.\d+\.\d+\.\d+\/16/u],
    ["scratch", /inet 172\.\d+\.\d+\.\d+\/16/u],
    ["both", /eth1@if\d+: [^]*inet 10\.97\.7\.\d+\/24/u],
    ["six", /inet6 fd00:97:8::\d+\/64/u],
    ["joined", /inet 172\.\d+\.\d+\.\d+\/16/u],
  ];
  for (const [name, address] of own) {
    it(`${name}: its own namespace, in title, text and verdict`, async () => {
      const shown = await compared("compareWithHost", named(name));
      assert.equal(shown.title, `ip addr: host <-> ${named(name)} (own namespace)`);
      const [[host, text] = ["", ""]] = await textsOf(shown);
      assert.notEqual(host, text);
      assert.match(text, address);
      assert.match(text, /^\d+: eth0@if\d+: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500/mu);
      assert.match(
        shown.verdict,
        /has its own network namespace: eth0 .* behind \S+; \d+ host interfaces? (is|are) not visible to it\.$/u,
      );
      const { left, right } = shown.pairs[0] ?? assert.fail();
      // The tests run as root beside the engine, so that these are the ways.
      const [way, more = ""] = await lensesOf(left);
      assert.equal(way, "host: read with ip on this machine.");
      assert.match(more, /^Show \d+ more$/u);
      // That hovers explain is said in the first comparison alone.
      const [said = "", ...others] = (await lensesOf(right)).filter((text) => !text.startsWith("Point at "));
      assert.match(said, /^Own namespace: eth0 [^;]*$/u);
      assert.deepEqual(others, ["Raw output", "More sections...", `${named(name)}: read with nsenter.`]);
    });
  }

  it("host: equal line for line, and the verdict names the namespace", async () => {
    const shown = await compared("compareWithHost", named("host"));
    assert.equal(shown.title, `ip addr: host <-> ${named("host")} (shares the host's network namespace)`);
    assert.match(await equalTextOf(shown), /^1: lo: /u);
    assert.match(shown.verdict, / shares the host's network namespace( \(net:\[\d+\]\))?: identical\.$/u);
    const { right } = shown.pairs[0] ?? assert.fail();
    assert.equal((await lensesOf(right))[0], "Same namespace as the host");
  });

  it("none: loopback only", async () => {
    const shown = await compared("compareWithHost", named("none"));
    const [[, text] = ["", ""]] = await textsOf(shown);
    assert.deepEqual(text.match(/^\d+: \S+/gmu), ["1: lo:"]);
    assert.match(shown.verdict, /with loopback only: it reaches no network/u);
  });

  it("another container: side by side, also from two selected rows", async () => {
    const [nginx, both] = [await row(named("nginx"), () => true), await row(named("both"), () => true)];
    const shown = await compared("compareWithContainer", nginx, [nginx, both]);
    assert.equal(shown.title, `ip addr: ${named("nginx")} <-> ${named("both")} (two namespaces)`);
    assert.match(
      shown.verdict,
      /^Two network namespaces: hostside-view-nginx has eth0 \S+; hostside-view-both has eth0 .*\. Both are on bridge\.$/u,
    );
    const { right: side } = shown.pairs[0] ?? assert.fail();
    assert.equal((await lensesOf(side))[0], "Two namespaces, both on bridge");
    const again = await compared("compareWithHost", nginx, [nginx, both]);
    assert.equal(again.title, shown.title);
    const joined = await row(named("joined"), () => true);
    const shared = await compared("compareWithContainer", nginx, [nginx, joined]);
    assert.equal(shared.title, `ip addr: ${named("nginx")} <-> ${named("joined")} (one shared namespace)`);
    assert.match(await equalTextOf(shared), /^1: lo: /u);
  });

  it("paused: read from outside", async () => {
    await containers.post("busybox", "pause");
    try {
      const [[, text] = ["", ""]] = await textsOf(await compared("compareWithHost", named("busybox")));
      assert.match(text, /inet 172\.\d+\.\d+\.\d+\/16/u);
    } finally {
      await containers.post("busybox", "unpause");
    }
  });

  it("routes, DNS and listening sockets likewise", async () => {
    const routes = await compared("compareRoutes", named("both"));
    assert.equal(routes.title, `ip route: host <-> ${named("both")} (own namespace)`);
    const [[, route] = ["", ""]] = await textsOf(routes);
    assert.match(route, /^10\.97\.7\.0\/24 dev eth1/mu);
    assert.match(routes.verdict, /; hostside-view-both leaves by \d+\.\d+\.\d+\.1 dev eth\d\.$/u);
    const dns = await compared("compareDns", named("six"));
    assert.match(dns.verdict, /^host uses \S+.*; hostside-view-six uses Docker's DNS server, which knows /u);
    assert.equal(dns.title, `resolv.conf: host <-> ${named("six")} (own namespace)`);
    assert.match((await textsOf(dns))[0]?.[1] ?? "", /^nameserver 127\.0\.0\.11$/mu);
    assert.equal((await lensesOf(dns.pairs[0]?.right ?? assert.fail()))[0], "Own resolv.conf: Docker's DNS server");
    const sockets = await compared("compareListeningSockets", named("scratch"));
    assert.equal((await lensesOf(sockets.pairs[0]?.right ?? assert.fail()))[0], "Listens on 8080/tcp");
    assert.match(sockets.verdict, /; hostside-view-scratch listens on 8080\/tcp\.$/u);
    assert.equal(sockets.title, `listening sockets: host <-> ${named("scratch")} (own namespace)`);
    assert.match((await textsOf(sockets))[0]?.[1] ?? "", /^tcp {2}(?:0\.0\.0\.0|\[::\]):8080 +busybox-serve$/mu);
  });

  it("everything at once: one list of comparisons, and one document whose sections fold", async () => {
    const shown = await compared("compareEverything", named("both"));
    assert.equal(shown.pairs.length, 4);
    // One name on both sides: VS Code calls a part with two names a renamed file, and shows no other title of it.
    const folder = `/host <-> ${named("both")} (network namespace)`;
    const titles = ["ip addr", "ip route", "resolv.conf", "listening sockets"].map((title) => `${folder}/${title}`);
    for (const side of ["left", "right"] as const) {
      assert.deepEqual(
        shown.pairs.map((pair) => pair[side].path),
        titles,
      );
    }
    const documents = await Promise.all(shown.pairs.map(({ right }) => vscode.workspace.openTextDocument(right)));
    assert.ok(documents.every(({ languageId }) => languageId === "ip-addr"));
    const above = await Promise.all(shown.pairs.map(async ({ right }) => (await lensesOf(right))[0] ?? ""));
    const verdicts = [
      /^Own namespace: eth/u,
      /^Own default route: /u,
      /^Own resolv\.conf: /u,
      /^(?:Nothing l|L)istens/u,
    ];
    for (const [at, verdict] of verdicts.entries()) assert.match(above[at] ?? "", verdict);
    // The other side has a line there too, so that both begin level.
    assert.equal((await lensesOf(shown.pairs[1]?.left ?? assert.fail()))[0], "host");
    const texts = await textsOf(shown);
    assert.match(texts[0]?.[1] ?? "", /^\d+: eth0@/mu);
    assert.match(texts[1]?.[1] ?? "", /^default via /mu);
    assert.match(texts[2]?.[1] ?? "", /^nameserver /mu);
    const uri = await run<vscode.Uri>("showNamespace", named("both"));
    assert.ok(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.languageId, "ip-addr");
    const headings = ["# ip addr", "# ip route", "# resolv.conf", "# listening sockets"];
    assert.deepEqual(
      document
        .getText()
        .split("\n")
        .filter((line) => line.startsWith("# ")),
      headings,
    );
    const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      "vscode.executeFoldingRangeProvider",
      uri,
    );
    const starts = ranges.map(({ start }) => document.lineAt(start).text);
    for (const heading of headings) assert.ok(starts.includes(heading), `${heading} does not fold`);
    assert.ok(
      starts.some((line) => line.includes(": eth0@")),
      "an interface does not fold",
    );
  });

  it("interfaces for other containers are one line that says how many, and shown on request", async () => {
    const shown = await compared("compareWithHost", named("nginx"));
    const { left, right } = shown.pairs[0] ?? assert.fail();
    const veths = (text: string): number => text.match(/^\d+: veth/gmu)?.length ?? 0;
    const [[host, text] = ["", ""]] = await textsOf(shown);
    const end = /^\d+: eth0@if(\d+):/mu.exec(text)?.[1] ?? "?";
    assert.match(host, new RegExp(`^${end}: veth\\w+@if\\d+:`, "mu"), "the other end of its own pair");
    const count = /^# Not shown: (\d+) more interfaces for containers \(\d+ veth, \d+ br-\)$/mu.exec(host)?.[1];
    assert.ok(count, host);
    assert.doesNotMatch(host + text, /valid_lft/u);
    // Both sides have the headings that keep VS Code from pairing what does not belong together.
    for (const each of [host, text]) assert.match(each, /^# Only host has:$/mu);
    assert.equal(await run("toggleContainerInterfaces", right), true);
    const all = await eventuallyText(left, (now) => now !== host);
    assert.ok(veths(all) > veths(host));
    assert.deepEqual((await lensesOf(left))[1], "Hide interfaces for other containers");
    assert.equal(await run("toggleContainerInterfaces", left), false);
    await eventuallyText(left, (now) => now === host);
  });

  it("raw output is one toggle away, and back", async () => {
    const shown = await compared("compareWithHost", named("nginx"));
    const { right } = shown.pairs[0] ?? assert.fail();
    // iproute2 ends this line with a blank, and raw keeps it. What is said of the other side may come and change meanwhile.
    const isRaw = (text: string): boolean => /group default \n {4}link\/ether/u.test(text);
    const ofContainer = (text: string): string => text.replace(/^# .*\n?/gmu, "");
    const still = ofContainer(await textOf(right));
    assert.ok(!isRaw(still));
    assert.equal(await run("toggleRawOutput", right), true);
    await eventuallyText(right, isRaw);
    assert.equal(await run("toggleRawOutput", right), false);
    await eventuallyText(right, (text) => ofContainer(text) === still);
  });

  it("hovers say what an interface, flag, address and route is, and where the other end is", async () => {
    const { left, right } = (await compared("compareWithHost", named("nginx"))).pairs[0] ?? assert.fail();
    const iface = await hoverOf(right, "eth0@");
    assert.match(iface, /the end of hostside-view-nginx in the Docker network bridge/u);
    assert.match(iface, /The other end of this veth pair is veth\w+ on the host, a port of the bridge \S+\./u);
    const veth = /The other end of this veth pair is (veth\w+)/u.exec(iface)?.[1] ?? "?";
    assert.match(await hoverOf(left, `${veth}@`), /The other end of this veth pair is eth0 in hostside-view-nginx/u);
    assert.match(await hoverOf(right, "LOWER_UP"), /there is a carrier/u);
    assert.match(await hoverOf(right, "172."), /the address of hostside-view-nginx in the Docker network bridge/u);
    const routes = (await compared("compareRoutes", named("nginx"))).pairs[0] ?? assert.fail();
    assert.match(await hoverOf(routes.right, "default"), /Packets that no other route matches go to 172\./u);
  });

  it("several: one table of containers, and of interfaces by namespaces, from the selection", async () => {
    const rows = await Promise.all(["nginx", "both", "scratch", "host"].map((name) => row(named(name), () => true)));
    const uri = await run<vscode.Uri>("showNamespaceTable", rows[0], rows);
    assert.ok(uri);
    const containersShown = await textOf(uri);
    const cells = (line: string): string[] => line.split("│").map((cell) => cell.trim());
    const [heads = "", , ...lines] = containersShown.split("\n");
    assert.deepEqual(cells(heads), ["container", "network mode", "address", "gateway", "published", "listens"]);
    const ofScratch = cells(lines.find((line) => line.startsWith(named("scratch"))) ?? "");
    assert.match(ofScratch.join(), /,bridge,eth0 172\.[\d.]+\/16,172\.[\d.]+,,8080\/tcp$/u);
    // It sleeps, whatever else listens in the namespace that it shares with the host.
    const onHost = cells(lines.find((line) => line.startsWith(`${named("host")} `)) ?? "");
    assert.deepEqual(onHost.slice(1), ["host", "= host", "", "", ""]);
    assert.match(
      await hoverOf(uri, "10.97.7."),
      /the address of hostside-view-both in the Docker network hostside-view-two,/u,
    );
    assert.equal(await run("toggleInterfaceTable", uri), true);
    const text = await eventuallyText(uri, (now) => now !== containersShown);
    assert.match(text, new RegExp(`^veth\\w+ \\(${named("nginx")}\\)`, "mu"));
    const [head = "", , loopback = ""] = text.split("\n");
    assert.deepEqual(
      head.split("│").map((cell) => cell.trim()),
      ["interface", "host", named("nginx"), named("both"), named("scratch"), `${named("host")} (= host)`],
    );
    assert.deepEqual(
      loopback.split("│").map((cell) => cell.trim()),
      ["lo", "127.0.0.1/8", "127.0.0.1/8", "127.0.0.1/8", "127.0.0.1/8", "="],
    );
    const address = /^eth1 .*(10\.97\.7\.\d+)\/24/mu.exec(text)?.[1] ?? assert.fail(text);
    assert.match(
      await hoverOf(uri, `${address}/`),
      /the address of hostside-view-both in the Docker network hostside-view-two,/u,
    );
    // Other engines have bridges on this host too.
    const { Options } = await callEngineJson<{ Options: Record<string, string> }>(engineSocket(), "/networks/bridge");
    const bridge = Options["com.docker.network.bridge.name"] ?? "docker0";
    // A default bridge of another name, where a second engine has docker0, is not known for what it is.
    const what = bridge === "docker0" ? "the bridge of Docker's default network" : "an interface of host";
    assert.match(await hoverOf(uri, bridge), new RegExp(`${bridge}: ${what}\\.`, "u"));
    const ways = `host, ${named("host")}: read with ip on this machine. ${named("nginx")}, ${named("both")}, ${named("scratch")}: read with nsenter`;
    assert.match((await lensesOf(uri)).join(), new RegExp(`^Show containers,${ways}`, "u"));
    assert.equal(await run("toggleInterfaceTable", uri), false);
    await eventuallyText(uri, (now) => now === containersShown);
  });

  it("the status bar tells what the open comparison comes to", async () => {
    const { namespaceStatus } = await hostside();
    await compared("compareWithHost", named("none"));
    assert.equal(namespaceStatus.text, "$(type-hierarchy) own namespace");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await eventually(
      (listener) => vscode.window.onDidChangeActiveTextEditor(listener),
      () =>
        /^(\$\(type-hierarchy\) \d+ running|\$\(error\) \d+ failed)$/u.test(namespaceStatus.text) ? true : undefined,
    );
  });
});
