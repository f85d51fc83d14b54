// @ts-check
// Sorts the reasons for which Compose refuses a project into those that Hostside's model has to share and the others:
// it models networking and how files join; the rest of the schema is the business of the extensions beside it.

/**
 * @typedef {object} Classified
 * @property {"in" | "out"} scope whether the model has to refuse too
 * @property {string} reason
 * @property {string} [without] the option of `config` that makes Compose leave this check out
 */

/** @typedef {readonly [pattern: RegExp, scope: "in" | "out", reason: string, without?: string]} Row */

/** The first row that matches decides, so the specific ones come first. */
/** @type {readonly Row[]} */
const refusals = [
  [/mutually exclusive `network_mode` and `networks`/, "in", "network_mode and networks"],
  [/refers to undefined network/, "in", "undefined network"],
  [/depends on undefined service|no such service|not found for network_mode/, "in", "undefined service"],
  [/dependency cycle detected|cycle found/, "in", "dependency cycle"],
  [/include cycle detected/, "in", "include cycle"],
  [/imported compose file .* defines conflicting|conflicts with imported resource/, "in", "include conflict"],
  [/circular reference|cannot extend service|extends.*cycle/i, "in", "extends"],
  [/required variable .* is missing a value/, "in", "required variable"],
  [/invalid interpolation format/, "in", "interpolation format"],
  [/^env file .* not found/, "out", "env file"],
  [/^(open|stat|read) .*(no such file or directory|is a directory)/, "in", "missing file"],
  [/no configuration file provided/, "in", "no file"],
  [/^failed to read .*: line \d+:/, "in", "syntax of .env"],
  [/no port specified|invalid (containerport|hostport|ip address|proto|start-end range|ranges)/i, "in", "port syntax"],
  [/neither an image nor a build context/, "out", "no image", "--no-consistency"],
  [/refers to undefined (volume|config|secret|model)/, "out", "undefined volume or secret", "--no-consistency"],
  [/invalid spec: .*: (empty section between colons|too many colons)/, "out", "volume syntax"],
  [/service volume |services\.[^ ]*\.volumes/, "out", "volumes"],
  [/^(secrets|configs)\./, "out", "secrets and configs"],
  [/service\.build\.|SSHKey|services\.[^ ]*\.build\b/, "out", "build"],
  [/container name ".*" is already in use/, "out", "container names"],
  [/invalid size:|failed to cast to expected type/, "out", "value of another key"],
  [/project name must not be empty|invalid project name/, "out", "project name"],
  [/mapping key ".*" already defined|^yaml: |failed to parse .*: (yaml|line \d+)/, "out", "YAML"],
  [/top-level object must be a mapping|empty compose file/i, "out", "no mapping"],
  [/^validating .*: +(services )?additional propert/, "out", "schema of the whole file"],
  [/additional propert/, "out", "unknown key"],
  [/services\.[^ ]*\.ports/, "in", "shape of ports"],
  [/services\.[^ ]*\.(networks|network_mode|expose|links|extra_hosts|profiles)\b/, "in", "shape of a key of ours"],
  [/^non-string key in /, "out", "YAML"],
  [/services\.[^ ]*\.(depends_on|extends)\b/, "in", "shape of a key of ours"],
  [/extra_hosts|bad host name/i, "in", "extra_hosts"],
  [/^(validating .*: )?(services|networks|include)(\.[\w-]+)? must be a/, "in", "shape of a service"],
  [/^validating .*: services\.[\w.-]+\.[\w-]+ /, "out", "schema of another key"],
];

/**
 * Whether Hostside's model has to refuse too, and what for. A text that no row knows is in scope, so that it is seen.
 * @param {string} text what Compose printed
 * @returns {Classified}
 */
export function classifyRefusal(text) {
  for (const [pattern, scope, reason, without] of refusals) {
    if (pattern.test(text)) return without === undefined ? { scope, reason } : { scope, reason, without };
  }
  return { scope: "in", reason: "not classified" };
}
