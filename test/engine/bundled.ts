import path from "node:path";
import { build } from "esbuild";

/** Builds a program of this folder that stands alone, so that it can run as another user or in another namespace. */
export async function bundled(source: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [path.join(import.meta.dirname, source)],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["cpu-features"],
    loader: { ".node": "empty" },
  });
}
