import type { Recreation } from "../../docker/api/recreation";
import { record } from "../../docker/record";
import { hostOptions, isNothing } from "./hostOptions";
import { programOptions } from "./programOptions";

/** Command lines that do the same, and what of the container they leave out. */
export interface DockerCommands {
  readonly lines: readonly string[];
  /** The engine's names of settings for which there is no option here. */
  readonly unsaid: readonly string[];
}

/**
 * What somebody would type to create a container once more; `docker` is the program with the options that lead to the
 * engine, `image` what the engine tells of the image, whose own settings are not repeated.
 */
export function dockerCommands(docker: readonly string[], recreation: Recreation, image: unknown): DockerCommands {
  const { name, creation, networks } = recreation;
  const { body, query } = creation;
  const program = programOptions(body, record(record(image).Config));
  const host = hostOptions(body.HostConfig);
  const [first] = Object.entries(body.NetworkingConfig.EndpointsConfig);
  const mode = String(body.HostConfig.NetworkMode);
  const network = mode === "default" || mode === "bridge" ? [] : ["--network", mode];
  const place = placeOptions(first?.[1], "--network-alias");
  const platform = typeof query?.platform === "string" && networks.length > 0 ? ["--platform", query.platform] : [];
  const options = ["--name", name, ...platform, ...host.words, ...network, ...place.words, ...program.words];
  const rest = [...options, String(body.Image), ...program.behindImage];
  const connects = networks.map(({ network: to, endpoint }) => ({ to, ...placeOptions(endpoint, "--alias") }));
  const commands =
    connects.length === 0
      ? [["run", "--detach", ...rest]]
      : [
          ["create", ...rest],
          ...connects.map(({ to, words }) => ["network", "connect", ...words, to, name]),
          ["start", name],
        ];
  const unsaid = [place, ...connects].flatMap((each) => each.unsaid);
  return {
    lines: [["rm", name], ...commands].map((words) => [...docker, ...words].map(quoted).join(" ")),
    unsaid: [...new Set([...program.unsaid, ...host.unsaid, ...unsaid])],
  };
}

function placeOptions(endpoint: unknown, aliasOption: string): { words: readonly string[]; unsaid: readonly string[] } {
  const { IPAMConfig, Aliases, DriverOpts, Links, MacAddress, GwPriority } = record(endpoint);
  const { IPv4Address, IPv6Address, LinkLocalIPs } = record(IPAMConfig);
  const one = (option: string, value: unknown): string[] => (isNothing(value) ? [] : [option, String(value)]);
  return {
    words: [
      ...(Array.isArray(Aliases) ? Aliases : []).flatMap((alias) => [aliasOption, String(alias)]),
      ...one("--ip", IPv4Address),
      ...one("--ip6", IPv6Address),
      ...(aliasOption === "--alias" ? [] : one("--mac-address", MacAddress)),
    ],
    unsaid: Object.entries({ LinkLocalIPs, DriverOpts, Links, GwPriority })
      .filter(([, value]) => !isNothing(value))
      .map(([field]) => field),
  };
}

/** A word as a shell takes it for one word, whatever is in it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
