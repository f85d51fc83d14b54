import type { Endpoint } from "./endpoint";

/** Where an engine is and what named it, for the log. */
export function endpointText({ address, source, context }: Endpoint): string {
  switch (source) {
    case "setting":
      return `${address}, which the settings name`;
    case "DOCKER_HOST":
      return `${address}, which DOCKER_HOST names`;
    case "context":
      return `${address}, which the Docker context "${context ?? ""}" names`;
    case "default":
      return `${address}, a usual place; neither the settings, DOCKER_HOST nor a Docker context name another one`;
  }
}
