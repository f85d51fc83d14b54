import { expect, inject, it } from "vitest";
import { findCompose } from "../../scripts/compose/binary.mjs";
import { judge } from "../judge/judge";
import { reportOf } from "../judge/report";

/** More projects, and others: `npm run judge -- --projects 1000 --seed 7`. */
const projects = Number(process.env.HOSTSIDE_JUDGE_PROJECTS ?? 100);
/** The first of the slots of ports and addresses that it takes. */
const firstSlot = Number(process.env.HOSTSIDE_JUDGE_SLOT ?? 0);
const seed = Number(process.env.HOSTSIDE_JUDGE_SEED ?? 1);

const compose = await findCompose("sid");
const missing = "unavailable" in compose ? compose.unavailable : undefined;

it.skipIf(missing !== undefined)(
  `says of ${projects} made-up projects what Docker then does${missing === undefined ? "" : `, skipped: ${missing}`}`,
  async () => {
    if ("unavailable" in compose) return;
    const verdict = await judge({
      ...{ compose: compose.path, socket: inject("dockerSocket") },
      ...{ projects, seed, firstSlot, slots: 3, say: (line: string) => process.stdout.write(`${line}\n`) },
    });
    process.stdout.write(`\n${reportOf(verdict)}\n`);
    expect(
      verdict.disagreements.filter(({ reason }) => reason === undefined).map(({ judgement }) => judgement),
    ).toEqual([]);
  },
  7_200_000,
);
