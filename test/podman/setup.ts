import { openPodman } from "../../scripts/engine/podman.mjs";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** A real Podman with the images of scripts/engine/images.mjs and nothing else, or why there is none here. */
    podman: { readonly socket: string } | { readonly missing: string };
  }
}

/** Gives the tests of this folder a real Podman where one can be had: `inject("podman")`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const podman = await openPodman();
  if ("missing" in podman) {
    process.stdout.write(`Skipped: ${podman.missing}\n`);
    project.provide("podman", { missing: podman.missing });
    return () => Promise.resolve();
  }
  project.provide("podman", { socket: podman.socket });
  return podman.stop;
}
