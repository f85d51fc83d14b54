import { createEngine } from "../../client/src/docker/api/engine";
import { inventoryFrom } from "../../client/src/docker/inventory/inventory";
import { host, readSubjects } from "../../client/src/insight/readSubjects";
import { thisMachine } from "../../client/src/netns/read/machine";
import { newImageKnowledge } from "../../client/src/netns/read/prober";
import { renderIpAddr } from "../../client/src/netns/render/render";

/** What the program below prints of each container, and of the host first. */
export interface AsUserAnswer {
  readonly userId: number | undefined;
  readonly sides: readonly { readonly name: string; readonly text: string; readonly ways: readonly string[] }[];
}

/** Reads the host and these containers, quickly or in full, and prints them: `asUser SOCKET quick|full NAME...`. */
async function main([socket = "", depth, ...names]: readonly string[]): Promise<void> {
  const engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
  const inventory = inventoryFrom(await engine.listContainers());
  const wanted = [...inventory.containers.values()].filter(({ name }) => names.includes(name));
  const prober = { engine, machine: thisMachine(process.platform, process.getuid?.()), images: newImageKnowledge() };
  const sides = await readSubjects(
    prober,
    inventory,
    [host, ...wanted.map(({ id }) => ({ kind: "container" as const, id }))],
    { depth: depth === "quick" ? "quick" : "full" },
  );
  const answer: AsUserAnswer = {
    userId: process.getuid?.(),
    sides: sides.map(({ name, namespace }) => ({
      name,
      text: renderIpAddr(namespace?.interfaces ?? []),
      ways: namespace?.ways ?? [],
    })),
  };
  process.stdout.write(JSON.stringify(answer));
  process.exit(0);
}

void main(process.argv.slice(2));
