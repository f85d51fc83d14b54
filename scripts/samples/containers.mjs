// @ts-check
// The containers and networks that are recorded: every network mode, every state that an engine can be asked for.
import { callEngine, callEngineJson } from "../engine/http.mjs";

/** @typedef {{ Id: string, State: { Pid: number, Status: string } }} Inspection */

const sleeping = { Image: "nginx:alpine", Cmd: ["sleep", "3600"] };

/** Each with what it is created from; the order is that of their starts. */
const containers = /** @type {Record<string, { HostConfig: object } & Record<string, unknown>>} */ ({
  hosted: { ...sleeping, HostConfig: { NetworkMode: "host", PortBindings: { "80/tcp": [{ HostPort: "8080" }] } } },
  bridged: {
    ...sleeping,
    ExposedPorts: { "80/tcp": {}, "5353/udp": {} },
    HostConfig: {
      NetworkMode: "bridge",
      PortBindings: {
        "80/tcp": [{ HostPort: "18081" }, { HostIp: "127.0.0.1", HostPort: "18082" }],
        "5353/udp": [{ HostPort: "15353" }],
      },
    },
  },
  two: { ...sleeping, Hostname: "two", HostConfig: { NetworkMode: "front" } },
  shared: { ...sleeping, HostConfig: { NetworkMode: "container:two" } },
  routed: { ...sleeping, HostConfig: { NetworkMode: "back", CapAdd: ["NET_ADMIN"] } },
  none: { ...sleeping, HostConfig: { NetworkMode: "none" } },
  scratch: { Image: "hostside/scratch", HostConfig: { NetworkMode: "front" } },
  paused: { ...sleeping, HostConfig: { NetworkMode: "front" } },
  exited: { Image: "busybox", Cmd: ["sh", "-c", "exit 3"], HostConfig: { NetworkMode: "front" } },
  created: { ...sleeping, HostConfig: { NetworkMode: "front" } },
});

/** Those that lose a port of the host, each in another way. */
const losers = /** @type {typeof containers} */ ({
  // To another publish and to a program of the host: the engine says why.
  unbound: {
    ...sleeping,
    ExposedPorts: { "80/tcp": {} },
    HostConfig: { NetworkMode: "bridge", PortBindings: { "80/tcp": [{ HostPort: "18081" }] } },
  },
  blocked: {
    ...sleeping,
    ExposedPorts: { "80/tcp": {} },
    HostConfig: { NetworkMode: "bridge", PortBindings: { "80/tcp": [{ HostPort: "8080" }] } },
  },
  // In host mode, by its own program: the engine says nothing, its log does.
  loser: {
    Image: "nginx:alpine",
    Tty: true,
    Cmd: ["sh", "-c", "sed -i s/80/18081/ /etc/nginx/nginx.conf; exec nginx -g 'daemon off;'"],
    HostConfig: { NetworkMode: "host" },
  },
});

/** The folders of the samples, and the container in whose network namespace each is read. */
export const namespaces = { host: "hosted", bridged: "bridged", two: "two", routed: "routed", none: "none" };

/** What `routed` is given beside what its network gives it; each line is a command of `ip`. */
export const routesOfRouted = `
link property add dev eth0 altname uplink
address add 10.77.0.70/24 dev eth0
route add 192.0.2.0/25 via 10.77.0.9 metric 50
route add unreachable 203.0.113.0/24
route add 198.51.100.0/24 nexthop via 10.77.0.10 dev eth0 weight 1 nexthop via 10.77.0.11 dev eth0 weight 1
-6 route add 2001:db8:7::/48 via fd00:77::9 dev eth0 metric 50
-6 route add 2001:db8:8::1/128 via fd00:77::9 dev eth0
-6 route add unreachable 2001:db8:9::/48
`;

/** @param {string} socket */
export function engineAt(socket) {
  /** @type {(path: string, json?: unknown) => Promise<string>} */
  const post = (path, json) => callEngine(socket, path, { method: "POST", json });
  return {
    post,
    /** @type {(path: string) => Promise<string>} */
    text: (path) => callEngine(socket, path),
    /** @type {<T>(path: string) => Promise<T>} */
    get: (path) => callEngineJson(socket, path),
    /** @type {(name: string) => Promise<Inspection>} */
    inspect: (name) => callEngineJson(socket, `/containers/${name}/json`),
  };
}

/**
 * Makes and starts them all.
 * @param {ReturnType<typeof engineAt>} engine
 */
export async function startContainers({ post }) {
  await post("/networks/create", { Name: "front", IPAM: { Config: [{ Subnet: "192.168.192.0/20" }] } });
  const subnets = [{ Subnet: "10.77.0.0/24" }, { Subnet: "fd00:77::/64" }];
  await post("/networks/create", { Name: "back", EnableIPv6: true, IPAM: { Config: subnets } });
  await post("/networks/create", { Name: "sealed", Internal: true, IPAM: { Config: [{ Subnet: "10.78.0.0/24" }] } });
  for (const [name, options] of Object.entries(containers)) {
    await post(`/containers/create?name=${name}`, options);
    if (name === "two") await post("/networks/back/connect", { Container: name });
    if (name !== "created") await post(`/containers/${name}/start`);
  }
  await post("/containers/paused/pause");
  await post("/containers/exited/wait");
}

/**
 * Starts those that lose a port which others hold already.
 * @param {ReturnType<typeof engineAt>} engine
 */
export async function startLosers({ post, inspect }) {
  for (const [name, options] of Object.entries(losers)) {
    await post(`/containers/create?name=${name}`, options);
    const started = post(`/containers/${name}/start`);
    if (name === "loser") {
      await started;
      await post(`/containers/${name}/wait`);
      continue;
    }
    // That the engine cannot start it is what is recorded of it.
    await started.catch(() => undefined);
    const { State } = await inspect(name);
    if (State.Status !== "created") throw new Error(`${name} is ${State.Status}: it got the port that it is to lose.`);
  }
}
