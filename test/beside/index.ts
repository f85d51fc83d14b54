import { runMocha } from "../vscode/runMocha";

/** What VS Code calls: resolves when every test has passed. */
export function run(): Promise<void> {
  return runMocha(async () => {
    await import("./rename.test");
    await import("./completion.test");
  });
}
