// @ts-check
// What is recorded of one network namespace, and of the engine's own account.
import { readFile } from "node:fs/promises";
import { run } from "../child.mjs";
import { EngineError } from "../engine/http.mjs";

/** @typedef {ReturnType<typeof import("./containers.mjs").engineAt>} Engine */
/** @typedef {Map<string, string>} Texts by the name of the file that keeps them */

const procFiles = [
  ...["dev", "fib_trie", "route", "if_inet6", "ipv6_route", "igmp", "dev_mcast"],
  ...["tcp", "tcp6", "udp", "udp6"],
];

/** Each file and the program inside the container that prints it. */
const programs = /** @type {Record<string, readonly string[]>} */ ({
  "ip-addr.txt": ["ip", "addr"],
  "ip-j-addr.json": ["ip", "-j", "addr"],
  "ip-route.txt": ["ip", "route"],
  "ip-j-route.json": ["ip", "-j", "route"],
  "ip-6-route.txt": ["ip", "-6", "route"],
  "ip-6-j-route.json": ["ip", "-6", "-j", "route"],
  "busybox-ip-addr.txt": ["busybox", "ip", "addr"],
  "busybox-ip-route.txt": ["busybox", "ip", "route"],
  "busybox-ip-6-route.txt": ["busybox", "ip", "-6", "route"],
  "resolv.conf": ["cat", "/etc/resolv.conf"],
});

/** The files of each interface in /sys/class/net, a line each: its name and what it holds; then what it stands on. */
const sysfs = `for d in /sys/class/net/*; do echo "@@\${d##*/}"
for f in ifindex iflink mtu flags carrier operstate address broadcast tx_queue_len type netdev_group master/ifindex
do v=; read v < $d/$f && echo "$f $v"; done
for l in $d/lower_*; do [ -e $l ] && echo "\${l##*/}"; done; done 2> /dev/null; true`;

/**
 * @param {number} pid a process in it
 * @returns {Promise<Texts>}
 */
export async function readNamespace(pid) {
  /** @type {Texts} */
  const texts = new Map();
  // What these print in the container, without the names that this machine may have for other namespaces.
  const inside = ["nsenter", `--target=${pid}`, "--net", "--mount", "env", "PATH=/usr/bin:/bin:/usr/sbin:/sbin"];
  const [enter = "", ...rest] = inside;
  for (const [file, program] of Object.entries(programs)) {
    const { output } = await run(enter, [...rest, ...program]);
    texts.set(file, output);
  }
  const { output } = await run(enter, [...rest, "sh", "-c", sysfs]);
  for (const part of output.split("@@").slice(1)) {
    const end = part.indexOf("\n");
    texts.set(`sys/${part.slice(0, end)}`, part.slice(end + 1));
  }
  for (const file of procFiles) texts.set(`proc/${file}`, await readFile(`/proc/${pid}/net/${file}`, "utf8"));
  const { output: listening } = await run("nsenter", [`--target=${pid}`, "--net", "ss", "-Hltun"]);
  texts.set("ss-ltun.txt", listening);
  return texts;
}

/** What busybox says to an option that it does not know. @param {number} pid */
export async function refusalOfBusybox(pid) {
  const enter = [`--target=${pid}`, "--net", "--mount"];
  const { output } = await run("nsenter", [...enter, "/bin/busybox", "ip", "-j", "addr"], { allowFailure: true });
  return output;
}

/**
 * Lists, inspections, and what it says where a program cannot be run.
 * @param {Engine} engine
 * @returns {Promise<Texts>}
 */
export async function readEngine({ get, text, post }) {
  /** @type {Texts} */
  const texts = new Map();
  const keep = (/** @type {string} */ file, /** @type {unknown} */ value) =>
    texts.set(file, `${JSON.stringify(value, undefined, 1)}\n`);
  const listed = /** @type {{ Names: string[] }[]} */ (await get("/containers/json?all=1"));
  keep("containers.json", listed);
  keep("networks.json", await get("/networks"));
  for (const { Names } of listed) {
    const name = (Names[0] ?? "").slice(1);
    keep(`inspect/${name}.json`, await get(`/containers/${name}/json`));
  }
  /** @type {Record<string, { status: number, message: string }>} */
  const refusals = {};
  for (const name of ["exited", "paused", "created"]) {
    await post(`/containers/${name}/exec`, { Cmd: ["ip", "addr"] }).catch((/** @type {unknown} */ error) => {
      if (!(error instanceof EngineError)) throw error;
      refusals[name] = { status: error.status, message: error.message };
    });
  }
  keep("refusals.json", refusals);
  const log = await text("/containers/loser/logs?stdout=1");
  texts.set("loser.log", log.replaceAll("\r\n", "\n"));
  return texts;
}
