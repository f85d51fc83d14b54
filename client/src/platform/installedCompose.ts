import { execFile } from "node:child_process";
import { homedir } from "node:os";
import type { Logger } from "../../../shared/logger";

/**
 * The version of the Docker Compose that is installed, as `docker compose version` prints it; undefined where there is
 * none. It runs in the home folder, since Windows looks for programs in the current one first.
 */
export function installedCompose(log: Logger): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { cwd: homedir(), timeout: 10_000, maxBuffer: 64 * 1024, windowsHide: true };
    execFile("docker", ["compose", "version", "--short"], options, (error, stdout) => {
      const version = stdout.trim();
      if (error !== null || version === "") {
        log.debug(
          `docker compose version answers nothing, so files are read as the current one does: ${error?.message ?? "it printed none"}`,
        );
        resolve(undefined);
      } else {
        log.info(`Docker Compose ${version} is installed: files are read as it does.`);
        resolve(version);
      }
    });
  });
}
