import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createEngine, type Engine } from "../../client/src/docker/api/engine";
import { openHost, type JudgedHost } from "../judge/paths/host";
import { judgePaths } from "../judge/paths/judge";
import { reportOf, unknownShare } from "../judge/paths/report";

/**
 * More scenes, and others: `npm run judge:paths -- --scenes 1000 --seed 7`. On the second engine of a test run ten do:
 * they are the first of the thirty, with the rules that this engine writes.
 */
const scenes = Number(process.env.HOSTSIDE_PATH_SCENES ?? (inject("enginePrograms") === undefined ? 30 : 10));
const seed = Number(process.env.HOSTSIDE_PATH_SEED ?? 1);

let host: JudgedHost;
let engine: Engine;

/** An engine with a host of its own, where Docker's rules are as on anybody's machine. */
beforeAll(async () => {
  host = await openHost(inject("enginePrograms"), ["--iptables=true", "--ip-forward=true", "--ip-masq=true"]);
  const { socket } = host.engine;
  engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
});

afterAll(async () => {
  await (host as JudgedHost | undefined)?.remove();
});

test(`what is derived of ${scenes} made-up scenes is what a call from each place then does`, async () => {
  const verdict = await judgePaths({ host, engine, scenes, seed, say: (line) => process.stdout.write(`${line}\n`) });
  process.stdout.write(`\n${reportOf(verdict)}\n`);
  expect(
    verdict.disagreements.map(({ pair: { path, tried } }) => ({ ...path.target, state: path.state, tried })),
  ).toEqual([]);
  expect(unknownShare(verdict)).toBeLessThan(0.05);
}, 7_200_000);
