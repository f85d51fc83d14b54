// @ts-check
// The desktop VS Code of the machine, where there is one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { workFolder } from "../checkout.mjs";
import { run } from "../child.mjs";

/** Whether `code` starts a desktop VS Code here; in the terminal of a remote window it is another program. */
export async function desktopIsThere() {
  if (process.env.VSCODE_IPC_HOOK_CLI) return false;
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return false;
  try {
    const asked = await run("code", ["--version"], { allowFailure: true });
    return asked.code === 0;
  } catch {
    return false;
  }
}

/**
 * Opens a window of its own, with the extension, on this folder; resolves when it is closed or `signal` says so.
 * @param {string} extension
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} signal
 */
export async function openDesktop(extension, folder, env, signal) {
  const args = ["--wait", "--new-window", "--skip-welcome", "--disable-workspace-trust"];
  // An instance of its own sees this environment, DOCKER_HOST with it, and leaves the user's settings alone.
  args.push("--user-data-dir", path.join(workFolder("desktop"), "user"), `--extensionDevelopmentPath=${extension}`);
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  const child = spawn("code", [...args, folder], { env: { ...process.env, ...env }, stdio: "inherit", signal });
  await once(child, "exit").catch((/** @type {unknown} */ error) => {
    if (!signal.aborted) throw error;
  });
}
