import { callEngineJson } from "../../scripts/engine/http.mjs";
import { openTestEngine, programsOfTests } from "../../scripts/engine/open.mjs";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Path of the unix socket of a real engine that has the images of scripts/engine/images.mjs and nothing else. */
    dockerSocket: string;
    /** The folder of that engine's programs, for another one of the same version; undefined for the installed ones. */
    enginePrograms: string | undefined;
    /** That engine's major version: what Docker does differs at places. */
    engineMajor: number;
  }
}

/** Gives the tests of this folder a real engine: `inject("dockerSocket")`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = await openTestEngine();
  project.provide("dockerSocket", engine.socket);
  project.provide("enginePrograms", await programsOfTests());
  const { Version } = await callEngineJson<{ Version: string }>(engine.socket, "/version");
  project.provide("engineMajor", Number.parseInt(Version, 10));
  return engine.stop;
}
