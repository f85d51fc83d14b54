import type { Endpoint } from "./endpoint";

/** The socket that the Docker CLI takes where nothing names another one. */
const usual = "unix:///var/run/docker.sock";

/** The options that lead the Docker CLI to the engine that is shown, and not to the one that a terminal would reach. */
export function engineOptions({ context, address, source }: Endpoint): readonly string[] {
  if (context !== undefined) return ["--context", context];
  return source === "default" && address === usual ? [] : ["--host", address];
}
