import { runMocha } from "./runMocha";

/** What VS Code calls: resolves when every test has passed. */
export function run(): Promise<void> {
  return runMocha(async () => {
    await import("./tree.test");
    await import("./views.test");
    await import("./engines.test");
    await import("./following.test");
    await import("./comparison.test");
    await import("./namespaces.test");
    await import("./helper.test");
    await import("./addedEngine.test");
    await import("./findings.test");
    await import("./commands.test");
    await import("./badInput.test");
    await import("./scale.test");
  });
}
