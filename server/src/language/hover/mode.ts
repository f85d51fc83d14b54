import { say } from "../../../../shared/text";
import type { NetworkMode } from "../../compose/model/networkMode";
import type { Service } from "../../compose/model/service";
import { hostModePage, inOneLine, page, quoted, type HoverContext, type Lines } from "./answer";
import { namespaceSentence } from "./namespace";

/** What a mode shares, what is given up for it, where it works and when to take it; then what it comes to here. */
export function modeHover(mode: NetworkMode, service: Service | undefined, { network }: HoverContext): Lines {
  const { lines, anchor } = modeWords(mode);
  // A hover is so high: what does not fit has to be scrolled to.
  const pages = mode.kind === "host" ? inOneLine([page(anchor), hostModePage()], " | ") : page(anchor);
  if (lines.length === 0) return [];
  if (service?.deploy.forSwarm === "stated") {
    return [
      say`\`docker stack deploy\` drops \`network_mode\`: the service runs on the networks of the stack.`,
      page("stack-ignores"),
    ];
  }
  return [...lines, ...(service === undefined ? [] : [namespaceSentence(service, network)]), pages];
}

/** What the key says, with the modes that there are. */
export function modeKeyHover(service: Service | undefined, { network }: HoverContext): Lines {
  return [
    say`**network_mode** says in whose network namespace the containers run. Without it they get one of their own, on the networks of the project.`,
    say`\`host\`: the host's · \`service:NAME\`, \`container:NAME\`: that of another · \`none\`: one without a network · \`bridge\`: one on the engine's default bridge, without names. It excludes \`networks\`.`,
    ...(service === undefined ? [] : [namespaceSentence(service, network)]),
    page("mode-with-networks"),
  ];
}

/** What is said of a mode wherever it stands, and the statement that it rests on. */
interface ModeWords {
  readonly lines: Lines;
  readonly anchor: string;
}

function modeWords(mode: NetworkMode): ModeWords {
  switch (mode.kind) {
    case "host":
      return {
        lines: [
          say`**Host mode**: the container uses the host's interfaces, addresses and ports. What it listens on, the host listens on.`,
          say`Given up: \`ports\` are discarded, \`links\` and \`networks\` are refused, and names of services resolve neither from it nor to it.`,
          say`Works on a Linux engine; on Docker Desktop from 4.34 on, where it is turned on in the settings; on a rootless engine only from 29.5 on.`,
          say`Take it for a program that has to see the host's own interfaces, or whose ports are not known beforehand.`,
        ],
        anchor: "host-mode-ports",
      };
    case "service":
    case "container":
      return sharedWords(mode);
    case "none":
      return {
        lines: [
          say`**No network**: the container has the loopback interface alone. It reaches nobody, nobody reaches it, and \`ports\` are discarded.`,
          say`Take it for a job that needs no network.`,
        ],
        anchor: "none-ports",
      };
    case "empty":
      return {
        lines: [say`**An empty mode** is \`none\`: the container has the loopback interface alone.`],
        anchor: "empty-network-mode",
      };
    case "bridge":
    case "default":
      return {
        lines: [
          say`**The engine's default bridge**: an own namespace, and \`ports\` are published. No names of services resolve there, and aliases are an error.`,
          say`Without \`network_mode\` the service is on the project's networks, where names resolve.`,
        ],
        anchor: "default-bridge",
      };
    case "network":
      return {
        lines: [
          say`**A network of the engine**, called exactly ${quoted(mode.network)}, which has to be there. A network of this file has another name there.`,
          say`To be on a network of the file, name it in \`networks\`.`,
        ],
        anchor: "network-mode-names-a-network",
      };
  }
}

function sharedWords(mode: Extract<NetworkMode, { readonly kind: "service" | "container" }>): ModeWords {
  const isService = mode.kind === "service";
  const name = isService ? mode.service : mode.container;
  if (name === "") return { lines: [], anchor: "container-mode-empty" };
  const owner = isService ? say`the service ${quoted(name)}` : say`the container ${quoted(name)}`;
  return {
    lines: [
      say`**The network namespace of ${owner}**: both have the same interfaces, addresses and ports, and reach each other by \`localhost\`.`,
      say`Given up: \`ports\`, \`expose\`, \`hostname\`, \`dns\`, \`extra_hosts\` and \`links\` belong to the owner; the engine refuses them here. Others call it by the owner's name.`,
      isService
        ? say`Compose starts ${quoted(name)} first, and restarts this one with it, unless \`depends_on\` has an entry of its own for it.`
        : say`Compose takes no dependency from it: that container has to run already.`,
    ],
    anchor: isService ? "shared-namespace-settings" : "container-mode-target",
  };
}
