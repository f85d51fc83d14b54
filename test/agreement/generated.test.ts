import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, it } from "vitest";
import { findCompose } from "../../scripts/compose/binary.mjs";
import { hashFolder, Oracle } from "../../scripts/compose/oracle.mjs";
import { compare } from "./compare";
import { generatedProject, type GeneratedProject } from "./generatedProject";
import { ours } from "./ours";
import { reasonFor } from "./reasons";

const compose = await findCompose();
const reason = "unavailable" in compose ? compose.unavailable : undefined;

/** More projects, and others, for whoever wants them: HOSTSIDE_GENERATED_PROJECTS=2000 HOSTSIDE_GENERATED_SEED=7. */
const count = Number(process.env.HOSTSIDE_GENERATED_PROJECTS ?? 60);
const seed = Number(process.env.HOSTSIDE_GENERATED_SEED ?? 20_260);

describe.skipIf(reason !== undefined)(`generated projects${reason ? `, skipped: ${reason}` : ""}`, () => {
  it(`agree with Docker Compose: ${count} of them`, async () => {
    if ("unavailable" in compose) return;
    const oracle = new Oracle(compose);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(generatedProject, async (project) => {
        await inFolder(project, async (folder) => {
          const content = await hashFolder(folder);
          const answer = await oracle.ask({ folder, files: undefined, profiles: project.profiles, content });
          if ("refused" in answer) refused += 1;
          const disagreements = compare(await ours(folder, undefined, project.profiles), answer);
          if (disagreements === undefined)
            throw new Error(`Compose stopped at something else:\n${JSON.stringify(answer)}`);
          const unexplained = disagreements.filter((each) => reasonFor("generated", each) === undefined);
          if (unexplained.length > 0) throw new Error(`${JSON.stringify(unexplained, null, 2)}\n${filesOf(project)}`);
        });
      }),
      { numRuns: count, seed, verbose: false, interruptAfterTimeLimit: 600_000 },
    );
    process.stdout.write(`\n${count} generated projects agree with Docker Compose, which refuses ${refused} of them\n`);
  });
});

async function inFolder({ files }: GeneratedProject, work: (folder: string) => Promise<void>): Promise<void> {
  const root = mkdtempSync(path.join(tmpdir(), "hostside-generated-"));
  // Compose makes the project's name of the folder's: it is the same for each.
  const folder = path.join(root, "generated");
  try {
    mkdirSync(folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    await work(folder);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function filesOf({ files, profiles }: GeneratedProject): string {
  const parts = Object.entries(files).map(([name, text]) => `#- ${name}\n${text}`);
  return `${parts.join("")}# profiles: ${profiles.join(" ")}`;
}
