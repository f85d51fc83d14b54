import { serialize } from "node:v8";
import { createEngine } from "../../client/src/docker/api/engine";
import { inventoryFrom } from "../../client/src/docker/inventory/inventory";
import type { PathSnapshot } from "../../client/src/insight/path/model";
import { readPathSnapshot } from "../../client/src/insight/readPathSnapshot";
import { thisMachine } from "../../client/src/netns/read/machine";

/** What the program below prints, as `serialize` writes it, in base64. */
export type SnapshotAsUser = PathSnapshot;

/**
 * Reads what paths are derived from as whoever runs it, and prints it as text: `snapshotAsUser SOCKET`. Its maps and sets
 * are kept.
 */
async function main([socket = ""]: readonly string[]): Promise<void> {
  const engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
  const machine = thisMachine(process.platform, process.getuid?.());
  const facts = await engine.facts();
  const inventory = inventoryFrom(await engine.listContainers(), await engine.listNetworks());
  const snapshot: SnapshotAsUser = await readPathSnapshot({ engine, machine, facts }, inventory, facts);
  process.stdout.write(serialize(snapshot).toString("base64"), () => process.exit(0));
}

void main(process.argv.slice(2));
