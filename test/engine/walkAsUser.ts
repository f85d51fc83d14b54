import { createEngine } from "../../client/src/docker/api/engine";
import { LiveInventory } from "../../client/src/docker/inventory/liveInventory";
import { thisMachine } from "../../client/src/netns/read/machine";
import { thisProcessTable } from "../../client/src/netns/read/socketOwners";
import { removeAllOfUser } from "../../client/src/walk/cleanUp";
import { containersOfWalk, isCompletedBy } from "../../client/src/walk/completion";
import { hostNetworking } from "../../client/src/walk/hostNetworking/hostNetworking";
import { manyPortsAnswer, measureManyPorts, type ManyPorts } from "../../client/src/walk/manyPorts";
import type { WalkPlace } from "../../client/src/walk/place";
import { noProgress, withTried } from "../../client/src/walk/progress";
import { runContainer } from "../../client/src/walk/run";
import { tryPort } from "../../client/src/walk/tryPort";
import { expectedOf, type Action, type Step, type WalkPorts } from "../../client/src/walk/walk";
import { whyEnded } from "../../client/src/walk/whyEnded";
import { english } from "../../client/test/english";

/** What the program below prints. */
export interface WalkAsUserAnswer {
  readonly userId: number | undefined;
  /** The steps that were complete once their last action was done. */
  readonly completed: readonly string[];
  /** What came of each action, by STEP/ACTION. */
  readonly outcomes: Readonly<Record<string, unknown>>;
}

const user = "nobody@hostside";

/** The steps that are played on the engine alone; what compares and shows pages is for the window. */
const played = ["own-namespace", "publish", "host-driver", "second-one", "when-to-use", "clean-up"];

/** Plays the walk about host networking, and prints what came of it: `walkAsUser SOCKET APP PUBLISHED`, the latter being ports. */
async function main([socket = "", app, published]: readonly string[]): Promise<void> {
  const engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
  const live = new LiveInventory({ connect: () => Promise.resolve(engine) });
  const ports: WalkPorts = { app: Number(app), published: Number(published) };
  let progress = noProgress;
  const completed: string[] = [];
  const outcomes: Record<string, unknown> = {};

  const place = async (): Promise<WalkPlace> => {
    await live.refresh();
    const { status, inventory } = live;
    if (status.kind !== "ready") throw new Error(`the engine is ${status.kind}`);
    const settings = { walk: hostNetworking, user, image: "nginx:alpine", ports, usernsRemap: false };
    const machine = thisMachine(process.platform, process.getuid?.());
    return { engine, facts: status.facts, machine, table: thisProcessTable, inventory, settings };
  };
  const play = async (step: Step, action: Action): Promise<unknown> => {
    switch (action.kind) {
      case "run":
        return runContainer(await place(), action.container);
      case "try": {
        const outcome = await tryPort(await place(), action, expectedOf(step, action.id));
        if (outcome.kind === "found") progress = withTried(progress, step.id, action.id, outcome.found);
        return outcome;
      }
      case "why":
        return whyEnded(await place(), action.container, english);
      case "manyPorts": {
        const measured = await measureManyPorts(await place(), action, () => performance.now());
        return measured === undefined ? undefined : sentences(measured);
      }
      case "cleanUp":
        return removeAllOfUser(engine.connection, user);
      default:
        return "for the window";
    }
  };

  await live.ready();
  for (const step of hostNetworking.steps.filter(({ id }) => played.includes(id))) {
    for (const action of step.actions) {
      const outcome = await play(step, action);
      outcomes[`${step.id}/${action.id}`] = outcome;
      if (action.kind !== "try") progress = withTried(progress, step.id, action.id, "done");
    }
    await live.refresh();
    const containers = containersOfWalk(live.inventory, hostNetworking, user);
    if (isCompletedBy(step, { containers, tried: progress.tried })) completed.push(step.id);
  }
  const answer: WalkAsUserAnswer = { userId: process.getuid?.(), completed, outcomes };
  process.stdout.write(JSON.stringify(answer));
  process.exit(0);
}

function sentences(measured: ManyPorts): readonly string[] {
  return manyPortsAnswer(300, measured, { published: "", host: "" }, english).sentences;
}

void main(process.argv.slice(2));
