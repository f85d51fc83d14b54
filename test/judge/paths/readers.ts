import { mkdtempSync, statSync } from "node:fs";
import { chmod, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { deserialize } from "node:v8";
import type { Engine } from "../../../client/src/docker/api/engine";
import { inventoryFrom } from "../../../client/src/docker/inventory/inventory";
import type { PathSnapshot } from "../../../client/src/insight/path/model";
import { readPathSnapshot } from "../../../client/src/insight/readPathSnapshot";
import { foreignMachine, thisMachine, type Machine } from "../../../client/src/netns/read/machine";
import { run } from "../../../scripts/child.mjs";
import { bundled } from "../../engine/bundled";
import type { SnapshotAsUser } from "../../engine/snapshotAsUser";
import type { JudgedHost } from "./host";

/** What the product reads of a host and its engine, as somebody. */
export type SnapshotReader = (host: JudgedHost, engine: Engine) => Promise<PathSnapshot>;

/** As root on the engine's machine. */
export const asRoot: SnapshotReader = (_, engine) =>
  snapshotOf(engine, thisMachine(process.platform, process.getuid?.()));

/** From another machine, by a helper container of this image that the user agreed to. */
export function fromElsewhere(helperImage: string): SnapshotReader {
  return (_, engine) => snapshotOf(engine, foreignMachine, helperImage);
}

async function snapshotOf(engine: Engine, machine: Machine, helperImage?: string): Promise<PathSnapshot> {
  const facts = await engine.facts();
  const inventory = inventoryFrom(await engine.listContainers(), await engine.listNetworks());
  const helper = helperImage === undefined ? {} : { helperImage: () => Promise.resolve(helperImage) };
  return readPathSnapshot({ engine, machine, facts, ...helper }, inventory, facts);
}

/** As a process of the user nobody whose only right is the group of the engine's socket, until it is removed. */
export async function asDockerGroup(): Promise<{
  readonly read: SnapshotReader;
  readonly remove: () => Promise<void>;
}> {
  const folder = mkdtempSync(path.join(tmpdir(), "hostside-paths-user-"));
  await chmod(folder, 0o755);
  const program = path.join(folder, "snapshotAsUser.cjs");
  await bundled("snapshotAsUser.ts", program);
  const read: SnapshotReader = async ({ engine: { socket }, onHost }) => {
    const { gid } = statSync(socket);
    const identity = ["--reuid=65534", "--regid=65534", `--groups=${gid}`, "--no-new-privs", "--bounding-set=-all"];
    const [first, ...rest] = [...onHost, "setpriv", ...identity, process.execPath, program, socket];
    const { output } = await run(first, rest);
    return deserialize(Buffer.from(output, "base64")) as SnapshotAsUser;
  };
  return { read, remove: () => rm(folder, { recursive: true, force: true }) };
}
