// A program of the bench: reads namespaces over and over and prints how long each reading took.
//   namespaceReader SOCKET quick|full RUNS NAME...    (several names: all of them and the host, as one)
import { createEngine } from "../../client/src/docker/api/engine";
import { inventoryFrom } from "../../client/src/docker/inventory/inventory";
import { host, readSubjects, type Subject } from "../../client/src/insight/readSubjects";
import { thisMachine } from "../../client/src/netns/read/machine";
import { newImageKnowledge } from "../../client/src/netns/read/prober";

/** Readings before the first that counts: connections and compiled code, as in a window that is open. */
const warmUps = 3;

async function main([socket = "", depth, runs, ...names]: readonly string[]): Promise<void> {
  const engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
  const inventory = inventoryFrom(await engine.listContainers());
  const found = [...inventory.containers.values()].filter(({ name }) => names.includes(name));
  const subjects: Subject[] = found.map(({ id }) => ({ kind: "container", id }));
  if (names.length > 1) subjects.unshift(host);
  const prober = { engine, machine: thisMachine(process.platform, process.getuid?.()), images: newImageKnowledge() };
  const times: number[] = [];
  for (let index = -warmUps; index < Number(runs); index += 1) {
    const from = performance.now();
    const sides = await readSubjects(prober, inventory, subjects, { depth: depth === "full" ? "full" : "quick" });
    if (index >= 0) times.push(performance.now() - from);
    for (const { name, namespace } of sides) {
      if (!namespace?.interfaces.some(({ addresses }) => addresses.length > 0)) throw new Error(`${name} was not read`);
    }
  }
  process.stdout.write(JSON.stringify(times));
  process.exit(0);
}

void main(process.argv.slice(2));
