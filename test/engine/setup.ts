import { openTestEngine } from "../../scripts/engine/open.mjs";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Path of the unix socket of a real engine that has the images of scripts/engine/images.mjs and nothing else. */
    dockerSocket: string;
  }
}

/** Gives the tests of this folder a real engine: `inject("dockerSocket")`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = await openTestEngine();
  project.provide("dockerSocket", engine.socket);
  return engine.stop;
}
