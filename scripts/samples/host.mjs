// @ts-check
// A host for the recording that is not this machine: a network namespace with documentation addresses (RFC 5737,
// RFC 3849, RFC 7042), and a host name and resolv.conf of its own.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "../child.mjs";

/**
 * @typedef {object} RecordedHost
 * @property {readonly string[]} within a program and its parameters that run another one on this host
 * @property {() => Promise<void>} remove
 */

/** What that host is called. */
const hostName = "dockerhost";

/** Interfaces of many kinds, addresses of many kinds; each line is a command of `ip`. */
const interfaces = `
link set lo up
link add eth0 address 02:00:5e:00:53:01 type veth peer name wire0 address 02:00:5e:00:53:02
link set eth0 up
link set wire0 up
link property add dev eth0 altname wan
address add 198.51.100.7/24 brd + dev eth0
address add 198.51.100.8/24 dev eth0
address add 203.0.113.5 peer 203.0.113.6/32 dev eth0
address add 2001:db8:1::7/64 dev eth0 nodad
address add 2001:db8:1::8/64 dev eth0 nodad preferred_lft 0 valid_lft forever
address add 2001:db8:1::9/64 dev eth0 nodad valid_lft 86400 preferred_lft 3600
link add link eth0 name lan0 address 02:00:5e:00:53:03 type macvlan mode bridge
link set lan0 up mtu 1400
address add 192.0.2.9/26 dev lan0
link add name idle0 address 02:00:5e:00:53:04 type bridge
link set idle0 up
link add name vxlan7 address 02:00:5e:00:53:05 type vxlan id 7 dstport 4789 remote 198.51.100.9 dev eth0
link set vxlan7 master idle0
tuntap add dev tun0 mode tun
link set tun0 mtu 1420 up
address add 192.0.2.129 peer 192.0.2.130/32 dev tun0
`;

/** Routes of many kinds, IPv4 and IPv6. */
const routes = `
route add default via 198.51.100.1 dev eth0 proto static metric 100
route add 192.0.2.192/26 via 198.51.100.2 src 198.51.100.7 mtu 1300
route add 192.0.2.200 via 198.51.100.3
route add 203.0.113.128/25 via 192.0.2.66 dev lan0 onlink
route add unreachable 203.0.113.64/26 metric 4096
route add blackhole 203.0.113.32/27
route add prohibit 203.0.113.16/28
route add 203.0.113.8/29 nexthop via 198.51.100.4 dev eth0 weight 1 nexthop via 198.51.100.5 dev eth0 weight 2
-6 route add default via fe80::1 dev eth0 proto ra metric 512 pref high
-6 route add 2001:db8:2::/48 via 2001:db8:1::1 dev eth0 metric 100
-6 route add 2001:db8:3::1/128 dev lan0
-6 route add unreachable 2001:db8:4::/48
-6 route add blackhole 2001:db8:5::/48
-6 route add 2001:db8:6::/48 nexthop via 2001:db8:1::2 dev eth0 weight 1 nexthop via 2001:db8:1::3 dev eth0 weight 2
`;

/** What the programs on it see of it: its name, its resolv.conf, and a /sys that shows its interfaces. */
const program = `set -e
hostname "$1"
mount --bind "$2/resolv.conf" /etc/resolv.conf
mkdir "$2/cgroup"
mount --rbind /sys/fs/cgroup "$2/cgroup"
mount -t sysfs sysfs /sys
mount --rbind "$2/cgroup" /sys/fs/cgroup
shift 2
exec "$@"`;

/**
 * Makes the host; it takes root.
 * @returns {Promise<RecordedHost>}
 */
export async function makeHost() {
  const namespace = `hostside-samples-${process.pid}`;
  const folder = mkdtempSync(path.join(tmpdir(), "hostside-samples-"));
  writeFileSync(path.join(folder, "resolv.conf"), "nameserver 192.0.2.53\nsearch lan.example\noptions edns0\n");
  const remove = async () => {
    await run("ip", ["netns", "delete", namespace], { allowFailure: true });
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await run("ip", ["netns", "add", namespace]);
    for (const line of `${interfaces}${routes}`.split("\n")) {
      if (line !== "") await run("ip", ["-n", namespace, ...line.split(" ")]);
    }
  } catch (error) {
    await remove();
    throw error;
  }
  const enter = ["nsenter", `--net=/run/netns/${namespace}`, "unshare", "--uts", "--mount"];
  return { within: [...enter, "sh", "-c", program, "sh", hostName, folder], remove };
}
