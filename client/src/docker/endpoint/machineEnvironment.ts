import { access, readdir, readFile } from "node:fs/promises";
import { connect } from "node:net";
import { homedir } from "node:os";
import type { EndpointEnvironment } from "./endpointEnvironment";

/** What finding an endpoint sees of this machine, at this moment, beside what the settings name. */
export function machineEnvironment(
  settings: Pick<EndpointEnvironment, "setting" | "contextSetting">,
): EndpointEnvironment {
  return {
    ...settings,
    variables: process.env,
    platform: process.platform,
    home: homedir(),
    userId: process.getuid?.(),
    // A file that cannot be read names nothing; what follows from that is said where it matters.
    readFile: (file) => readFile(file, "utf8").catch(() => undefined),
    list: (folder) => readdir(folder).catch(() => []),
    exists,
    accepts,
  };
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** An engine that stands still takes connections all the same: the system does, for it. */
function accepts(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const attempt = connect(socket);
    const end = (accepted: boolean): void => {
      attempt.destroy();
      resolve(accepted);
    };
    attempt.once("connect", () => end(true)).once("error", () => end(false));
    attempt.setTimeout(1_000, () => end(false));
  });
}
