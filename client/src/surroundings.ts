import { access, readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import type { EndpointSurroundings } from "./docker/endpointSurroundings";
import { dockerContext, dockerHost } from "./settings";

/** What finding an endpoint sees of this machine, at this moment. */
export function endpointSurroundings(): EndpointSurroundings {
  return {
    setting: dockerHost(),
    contextSetting: dockerContext(),
    variables: process.env,
    platform: process.platform,
    home: homedir(),
    userId: process.getuid?.(),
    // A file that cannot be read names nothing; what follows from that is said where it matters.
    readFile: (file) => readFile(file, "utf8").catch(() => undefined),
    list: (folder) => readdir(folder).catch(() => []),
    exists: (file) =>
      access(file).then(
        () => true,
        () => false,
      ),
  };
}
