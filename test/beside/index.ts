import { runMocha } from "../vscode/runMocha";
import { standIns } from "./standIns";

/** What VS Code calls: resolves when every test has passed. */
export function run(): Promise<void> {
  return runMocha(async () => {
    await import("./combination.test");
    if (standIns.join() !== "docker.docker") return;
    await import("./rename.test");
    await import("./completion.test");
  });
}
