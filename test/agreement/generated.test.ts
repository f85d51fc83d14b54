import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, it } from "vitest";
import { hashFolder } from "../../scripts/compose/oracle.mjs";
import { compare } from "./compare";
import { generatedProject, type GeneratedProject } from "./generatedProject";
import { oracles } from "./oracles";
import { ours } from "./ours";
import { generatedReasons, reasonFor } from "./reasons";

/** More projects, and others, for whoever wants them: HOSTSIDE_GENERATED_PROJECTS=2000 HOSTSIDE_GENERATED_SEED=7. */
const count = Number(process.env.HOSTSIDE_GENERATED_PROJECTS ?? 60);
const seed = Number(process.env.HOSTSIDE_GENERATED_SEED ?? 20_260);

for (const { name, unavailable, version, readsAs, open } of await oracles()) {
  const skipped = unavailable === undefined ? "" : `, skipped: ${unavailable}`;
  describe.skipIf(unavailable !== undefined)(`generated projects and ${name}${skipped}`, () => {
    it(`agree: ${count} of them`, async () => {
      const { oracle, close } = open();
      let refused = 0;
      const agrees = fc.asyncProperty(generatedProject, async (project) => {
        await inFolder(project, async (folder) => {
          const content = await hashFolder(folder);
          const answer = await oracle.ask({ folder, files: undefined, profiles: project.profiles, content });
          if ("refused" in answer) refused += 1;
          const disagreements = compare(await ours(folder, undefined, project.profiles, readsAs), answer);
          if (disagreements === undefined)
            throw new Error(`Compose stopped at something else:\n${JSON.stringify(answer)}`);
          const unexplained = disagreements.filter(
            (each) => reasonFor("generated", each, version ?? "", generatedReasons) === undefined,
          );
          if (unexplained.length > 0) throw new Error(`${JSON.stringify(unexplained, null, 2)}\n${filesOf(project)}`);
        });
      });
      try {
        await fc.assert(agrees, { numRuns: count, seed, verbose: false, interruptAfterTimeLimit: 600_000 });
      } finally {
        close();
      }
      process.stdout.write(`\n${count} generated projects agree with ${name}, which refuses ${refused} of them\n`);
    });
  });
}

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
