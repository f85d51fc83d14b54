// @ts-check
/** What of a service is compared with Compose's answer, and so is all that is recorded of it. */
export const comparedKeys = /** @type {const} */ ([
  "network_mode",
  "networks",
  "ports",
  "expose",
  "links",
  "extra_hosts",
  "profiles",
  "environment",
  "labels",
  "sysctls",
]);
