import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ListeningSocket } from "../../src/netns/model";
import { parsePrograms } from "../../src/netns/parse/programsInside";
import { parseProcSockets, socketFiles } from "../../src/netns/parse/procSockets";
import { dnsLines } from "../../src/netns/sections/dns";
import { localText, socketLines } from "../../src/netns/sections/sockets";
import { parseResolvConf } from "../../src/netns/parse/resolvConf";
import { namespaces, procSample, sample } from "../samples";

const heading = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
const row = (local: string, remote: string, state: string, uid = 0, inode = 7): string =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  ${uid}  0 ${inode} 1 0 100 0 0 10 0`;

describe("listening sockets", () => {
  it.each(namespaces)("%s: are those that ss prints, on both families and protocols", (name) => {
    const listed = sample(`${name}/ss-ltun.txt`)
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.split(/\s+/u))
      // With one socket for both families ss prints `*`, the kernel `::`.
      .map(([protocol, , , , local]) => `${protocol ?? ""} ${(local ?? "").replace("*:", "[::]:")}`);
    const found = parseProcSockets(procSample(name)).map((socket) => `${socket.protocol} ${localText(socket)}`);
    expect(found.sort()).toEqual(listed.sort());
  });

  it("have the user whose program opened them", () => {
    const found = parseProcSockets(procSample("two"));
    expect(found.find(({ port }) => port === 8080)).toMatchObject({ address: "0.0.0.0", uid: 1000 });
    expect(found.find(({ address }) => address === "127.0.0.11")).toMatchObject({ uid: 0 });
  });

  it("are those that wait, not those that talk to somebody, sorted by port", () => {
    const tcp = [
      heading,
      row("0100007F:1F90", "00000000:0000", "0A", 1000, 42),
      row("0100007F:1F90", "0100007F:C000", "01"),
      row("00000000:0050", "00000000:0000", "0A"),
    ].join("\n");
    const tcp6 = [heading, row("B80D0120000000000000000001000000:01BB", `${"0".repeat(32)}:0000`, "0A", 33)].join("\n");
    const udp = [
      heading,
      row("0B00007F:0035", "00000000:0000", "07"),
      row("0100007F:0044", "0100007F:0035", "01"),
    ].join("\n");
    const lines = socketLines(parseProcSockets({ tcp, tcp6, udp }), { nameOf: () => undefined }).map(
      ({ text }) => text,
    );
    expect(lines).toEqual([
      "udp  127.0.0.11:53            uid 0",
      "tcp  0.0.0.0:80               uid 0",
      "tcp  [2001:db8::1]:443        uid 33",
      "tcp  127.0.0.1:8080           uid 1000",
    ]);
  });

  it("wait also where a connection of theirs failed before, whose address they keep (Linux 6.18)", () => {
    const before = {
      tcp: row("00000000:AF9D", "0100007F:0000", "0A"),
      tcp6: row(`${"0".repeat(32)}:B58D`, "00000000000000000000000001000000:0000", "0A"),
    };
    expect(parseProcSockets(before).map(localText)).toEqual(["0.0.0.0:44957", "[::]:46477"]);
  });

  it("have the user where only their cgroup is known, and that is the container's own", () => {
    const [socket] = parseProcSockets({ tcp: row("00000000:0050", "00000000:0000", "0A", 33) });
    const owned = { ...socket, owner: { program: "", containers: [] } } as ListeningSocket;
    expect(socketLines([owned], { nameOf: () => undefined })[0]?.text).toBe("tcp  0.0.0.0:80               uid 33");
  });

  it("name the program and the container that hold them", () => {
    const [socket] = parseProcSockets({ tcp: row("00000000:0050", "00000000:0000", "0A") });
    if (socket === undefined) throw new Error("no socket");
    const owned = { ...socket, owner: { program: "nginx", containers: ["b".repeat(64), "a".repeat(64)] } };
    const text = (name: string | undefined): string | undefined =>
      socketLines([owned], { nameOf: (id) => (id.startsWith("a") ? name : undefined) })[0]?.text;
    expect(text("app2")).toBe("tcp  0.0.0.0:80               nginx (app2)");
    expect(text(undefined)).toBe("tcp  0.0.0.0:80               nginx");
  });

  it("have the program that the container's own programs tell, for each process that may be looked into", () => {
    const descriptors = [
      ...["/proc/1/fd:", "total 0", "lrwx------ 1 0 0 64 Nov 25 10:00 0 -> /dev/null"],
      ...["lrwx------ 1 0 0 64 Nov 25 10:00 6 -> socket:[4711]", "", "/proc/7/fd:", "total 0", ""],
      ...["/proc/9/fd:", "lrwx------ 1 0 0 64 Nov 25 10:00 6 -> socket:[4711]"],
      "lrwx------ 1 0 0 64 Nov 25 10:00 7 -> socket:[4712]",
    ];
    const names = [
      ...["==> /proc/1/comm <==", "nginx", "", "==> /proc/9/comm <==", "MainThread", ""],
      ...["==> /proc/1/cmdline <==", "nginx: master process nginx\0-g\0daemon off;\0", ""],
      ...["==> /proc/9/cmdline <==", "/usr/local/bin/node\0server.js\0", ""],
    ];
    const found = parsePrograms(descriptors.join("\n"), names.join("\n"));
    expect([...found]).toEqual([
      ["4711", "nginx"],
      ["4712", "node"],
    ]);
  });

  it("of any bytes never make the parsers throw, nor name a program that is no word", () => {
    const line = fc.constantFrom("/proc/1/fd:", "x -> socket:[7]", "==> /proc/1/comm <==", "==> /proc/1/cmdline <==");
    const text = fc.array(fc.oneof(line, fc.string({ unit: "binary", maxLength: 20 }))).map((all) => all.join("\n"));
    fc.assert(
      fc.property(text, text, (descriptors, names) => {
        for (const program of parsePrograms(descriptors, names).values())
          expect(program).toMatch(/^[^\p{Cc}\p{Cf}]+$/u);
      }),
    );
  });

  it("of any bytes never make the parser throw", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...socketFiles.map(({ name }) => name)),
        fc.string({ unit: "binary" }),
        (file, text) => {
          parseProcSockets({ [file]: `${heading}\n${text}\n  0: ${text}` });
        },
      ),
    );
  });
});

describe("/etc/resolv.conf", () => {
  it("has servers and options that add up and the last search", () => {
    const text =
      "# made by hand\nnameserver 127.0.0.11\nsearch a.example\ndomain b.example\noptions ndots:0\nnameserver 192.0.2.53 ; second\noptions edns0 trust-ad";
    expect(parseResolvConf(text)).toEqual({
      servers: ["127.0.0.11", "192.0.2.53"],
      search: ["b.example"],
      options: ["ndots:0", "edns0", "trust-ad"],
    });
    expect(dnsLines(parseResolvConf(text)).map((line) => line.text)).toEqual([
      "nameserver 127.0.0.11",
      "nameserver 192.0.2.53",
      "search b.example",
      "options ndots:0 edns0 trust-ad",
    ]);
  });

  it("of any bytes never makes the parser throw, and none of them can be seen", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const line of dnsLines(parseResolvConf(`nameserver ${text}`))) {
          // eslint-disable-next-line no-control-regex -- control characters are what must not be there
          expect(line.text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/u);
        }
      }),
    );
  });
});
