// A program of the bench: derives who reaches a container, over and over, in a made-up inventory.
//   pathReader CONTAINERS MEMBERS RUNS      prints how long each answer took; MEMBERS containers are on each network
import { inventoryFrom } from "../../client/src/docker/inventory/inventory";
import { parseIptablesSave } from "../../client/src/insight/path/firewall/parse";
import type { PathSnapshot, PlaceReading } from "../../client/src/insight/path/model";
import { derivedCalls, reachAnswer } from "../../client/src/insight/reach/reachAnswer";
import type { ListeningSocket, Namespace } from "../../client/src/netns/model";
import { english } from "../../client/src/platform/english";

/** Answers before the first that counts: compiled code, as in a window that is open. */
const warmUps = 5;

const id = (at: number): string => `a${at.toString(16).padStart(63, "0")}`;
const networkId = (at: number): string => `c${at.toString(16).padStart(63, "0")}`;
const bridge = (at: number): string => `br-${networkId(at).slice(-12)}`;
const listener: ListeningSocket = { protocol: "tcp", family: "inet", address: "0.0.0.0", port: 80 };

/** Each container publishes port 80 by a rule of the firewall, as Docker writes them. */
function snapshotOf(containers: number, members: number): PathSnapshot {
  const all = Array.from({ length: containers }, (_, at) => {
    const network = Math.floor(at / members);
    const place = at % members;
    const third = Math.floor(place / 250);
    return { at, network, address: `10.${network}.${third}.${(place % 250) + 2}`, port: 20_000 + at };
  });
  const networks = Array.from({ length: Math.ceil(containers / members) }, (_, at) => at);
  const namespace = (devices: readonly (readonly [string, string])[], sockets: ListeningSocket[]): Namespace => ({
    interfaces: [["lo", "127.0.0.1"] as const, ...devices].map(([name, address]) => ({
      name,
      addresses: [{ family: "inet", address, prefix: name === "lo" ? 8 : 16, flags: [] }],
    })),
    routes: devices.map(([device, address]) => ({
      ...{ family: "inet", destination: `10.${address.split(".")[1] ?? ""}.0.0/16`, device, flags: [] },
    })),
    sockets,
    ...{ knownFields: new Set(), ways: ["proc"], texts: new Map() },
  });
  const readings = all.map(({ at, address }): [string, PlaceReading] => [
    id(at),
    {
      namespace: namespace([["eth0", address]], [listener]),
      hosts: [{ address: "127.0.0.1", names: ["localhost"] }],
      dns: { servers: ["127.0.0.11"], search: [], options: [] },
      networkNames: new Map([[`app${Math.floor(at / members)}`, [`c${at}`]]]),
    },
  ]);
  const nat = [
    ...["*nat", ":PREROUTING ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]", ":DOCKER - [0:0]"],
    "-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER",
    "-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER",
    ...all.map(
      ({ network, address, port }) =>
        `-A DOCKER ! -i ${bridge(network)} -p tcp -m tcp --dport ${port} -j DNAT --to-destination ${address}:80`,
    ),
    ...["COMMIT", "*filter", ":FORWARD DROP [0:0]", ":INPUT ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]", ":DOCKER - [0:0]"],
    ...networks.flatMap((at) => [
      `-A FORWARD -o ${bridge(at)} -j DOCKER`,
      `-A FORWARD -i ${bridge(at)} ! -o ${bridge(at)} -j ACCEPT`,
      `-A FORWARD -i ${bridge(at)} -o ${bridge(at)} -j ACCEPT`,
    ]),
    ...all.map(
      ({ network, address }) =>
        `-A DOCKER -d ${address}/32 ! -i ${bridge(network)} -o ${bridge(network)} -p tcp -m tcp --dport 80 -j ACCEPT`,
    ),
    ...["COMMIT", ""],
  ].join("\n");
  const host = networks.map((at) => [bridge(at), `10.${at}.255.254`] as const);
  return {
    inventory: inventoryFrom(
      all.map(({ at, network, address, port }) => ({
        ...{ Id: id(at), Names: [`/c${at}`], State: "running", HostConfig: { NetworkMode: `app${network}` } },
        Ports: [{ IP: "0.0.0.0", PrivatePort: 80, PublicPort: port, Type: "tcp" }],
        NetworkSettings: { Networks: { [`app${network}`]: { NetworkID: networkId(network), IPAddress: address } } },
      })),
      networks.map((at) => ({ Id: networkId(at), Name: `app${at}`, Driver: "bridge", Scope: "local" })),
    ),
    engine: { desktop: false, rootless: false, udpAnswers: "from-nearest-address", names: "by-family" },
    host: { namespace: namespace([["eth0", "192.0.2.2"], ...host], []) },
    containers: new Map(readings),
    firewall: { inet: parseIptablesSave(nat), inet6: parseIptablesSave(""), otherTables: [] },
    forwarding: { inet: true, inet6: false, bridged: { inet: true, inet6: true } },
  };
}

const [containers, members, runs] = process.argv.slice(2).map(Number);
const snapshot = snapshotOf(containers ?? 0, members ?? 1);
const container = snapshot.inventory.containers.get(id(0));
if (container === undefined) throw new Error("There is no container.");
const times: number[] = [];
for (let index = -warmUps; index < (runs ?? 0); index += 1) {
  const from = performance.now();
  const question = { container, ports: [{ port: 80, protocol: "tcp" as const }], place: undefined };
  const calls = derivedCalls(snapshot, question);
  const { sentences } = reachAnswer(snapshot, question, calls, english);
  if (index >= 0) times.push(performance.now() - from);
  if (calls.length < 2 || sentences.length === 0) throw new Error("Nothing was derived.");
}
process.stdout.write(JSON.stringify(times));
