import { basename, join } from "node:path";
import { build } from "esbuild";

/** Builds a program of a test as the product's are built, and answers with its path. */
export async function builtProgram(
  name: "faulty/cli" | "faulty/server" | "clock/server",
  folder: string,
): Promise<string> {
  const outfile = join(folder, `${basename(name)}.js`);
  await build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20.19",
    mainFields: ["module", "main"],
    conditions: ["node"],
    logLevel: "warning",
  });
  return outfile;
}
