// A program of the bench: holds many listening sockets, or asks over and over who has one of the host's ports.
//   hostPortReader hold FIRST COUNT        prints "held" once they listen, and ends with its standard input
//   hostPortReader ask PORT RUNS           prints how long each answer took
import { createServer } from "node:net";
import { emptyInventory } from "../../client/src/docker/inventory/inventory";
import { hostPorts } from "../../client/src/insight/hostPorts";
import { answerPortQuery, parsePortQuery } from "../../client/src/insight/portQuery";
import { readListenersOf } from "../../client/src/netns/read/listeners";
import { thisMachine } from "../../client/src/netns/read/machine";
import { thisProcessTable, withOwners } from "../../client/src/netns/read/socketOwners";

/** Answers before the first that counts: compiled code, as in a window that is open. */
const warmUps = 3;

async function hold(first: number, count: number): Promise<void> {
  for (let port = first; port < first + count; port += 1) {
    await new Promise<void>((resolve, reject) => {
      const server = createServer();
      server.once("error", reject).listen(port, "127.0.0.1", resolve);
    });
  }
  process.stdout.write("held\n");
  process.stdin.once("end", () => process.exit(0)).resume();
}

async function ask(port: number, runs: number): Promise<void> {
  const machine = thisMachine(process.platform, process.getuid?.());
  const times: number[] = [];
  for (let index = -warmUps; index < runs; index += 1) {
    const from = performance.now();
    const sockets = await withOwners(machine, thisProcessTable, (await readListenersOf(machine, "self")) ?? []);
    const ports = hostPorts(emptyInventory, sockets, []);
    const [found] = answerPortQuery(ports, parsePortQuery(String(port))).ports;
    if (index >= 0) times.push(performance.now() - from);
    if (found?.port !== port || found.owner.kind !== "process") throw new Error(`${port} was not found`);
  }
  process.stdout.write(JSON.stringify(times));
}

const [role, first, second] = process.argv.slice(2);
void (role === "hold" ? hold : ask)(Number(first), Number(second));
