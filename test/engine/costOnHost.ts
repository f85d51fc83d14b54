import { createEngine } from "../../client/src/docker/api/engine";
import { inventoryFrom } from "../../client/src/docker/inventory/inventory";
import { freeLoopbackPort } from "../../client/src/insight/cost/freeLoopbackPort";
import { measurePaths } from "../../client/src/insight/cost/measurePaths";
import { derivePath } from "../../client/src/insight/path/derive";
import { thisMachine } from "../../client/src/netns/read/machine";

/** What the program below prints: of each way its name, its address, whether it carried anything, and by which rule. */
export interface CostOnHostAnswer {
  readonly kind: string;
  readonly ways: readonly {
    readonly way: string;
    readonly host: string;
    readonly isMeasured: boolean;
    /** Of the hop at which a published address leads into the container: what it is, and where that was read. */
    readonly published: readonly { readonly kind: string; readonly evidence: readonly string[] }[];
  }[];
}

/** Measures as little as tells whether every way answers, on this host: `costOnHost SOCKET NETWORK`. */
async function main([socket = "", network = ""]: readonly string[]): Promise<void> {
  const engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
  const machine = thisMachine(process.platform, process.getuid?.());
  const prober = { engine, machine, facts: await engine.facts() };
  const inventory = inventoryFrom(await engine.listContainers(), await engine.listNetworks());
  const effort = { rounds: 2, trips: 3, blocks: 2 };
  const question = { image: "busybox:latest", network, about: [], effort };
  const outcome = await measurePaths(prober, inventory, question, freeLoopbackPort);
  const costs = outcome.kind === "measured" ? outcome.costs : [];
  const ways = costs.map(({ way, target, roundTrip, throughput }) => {
    const hops = outcome.kind === "measured" ? derivePath(outcome.snapshot, { kind: "host" }, target).hops : [];
    const published = hops.flatMap(({ finding: { kind }, evidence }) =>
      kind === "dnat" || kind === "proxy" ? [{ kind, evidence }] : [],
    );
    return { way, host: target.host, isMeasured: roundTrip.lowest > 0 && throughput.lowest > 0, published };
  });
  const answer: CostOnHostAnswer = { kind: outcome.kind, ways };
  process.stdout.write(JSON.stringify(answer));
  process.exit(0);
}

void main(process.argv.slice(2));
