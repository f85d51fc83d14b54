import { say } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import { networkOf } from "../../network/networkOf";
import { distance } from "../fixes/closest";
import type { Finding } from "../../linter/finding";
import { safe } from "../../linter/fix";
import { leaveHostMode } from "../fixes/leaveHostMode";
import { modeRepeated } from "../../linter/place";
import { writeMode } from "../fixes/writeMode";
import { defineRule } from "../../linter/rule";
import { isTemplate } from "../wording/template";

const modes = ["host", "none", "bridge", "default"];
const prefixes = ["service", "container"];

/**
 * Any other word is the name of a network of the engine, case-sensitive: `network Host not found`
 * (docs/docker-behaviour.md#network-mode-names-a-network, engines 20.10 and 28.5). `disabled` is none, but the engine
 * takes it (case 62).
 */
export const unknownNetworkMode = defineRule({
  id: "unknown-network-mode",
  severity: "error",
  title: say`Docker does not know this network mode`,
  perProject: function* (project): Generator<Finding> {
    const network = networkOf(project);
    for (const service of network.moded) {
      const mode = service.networkMode;
      if (mode?.value.kind !== "network" || mode.value.network === "disabled") continue;
      const word = mode.value.network;
      if (isNetworkHere(word, project) || isTemplate(word)) continue;
      const meant = meantMode(word);
      const refused = say`"network ${word} not found"`;
      yield {
        at: mode.at.node,
        service,
        message:
          meant === undefined
            ? say`${word} is not a network mode. Unless the engine has a network of this name, ${service.name} fails with ${refused}. Declare it as an external network and list it under \`networks\`.`
            : say`${word} is not a network mode, so ${service.name} fails with ${refused}. Write \`${meant}\`.`,
        related: modeRepeated(service),
        fixes: () => [
          ...(meant === undefined ? [] : safe(writeMode(service, say`Write \`${meant}\``, meant))),
          ...leaveHostMode(service),
        ],
        ...(meant === undefined && !word.includes(":") ? { severity: severityFor(word) } : {}),
      };
    }
  },
});

/** A network that the files speak of, by its key or by its name on the engine. */
function isNetworkHere(word: string, { networks }: Project): boolean {
  return networks.has(word) || [...networks.values()].some(({ name }) => name?.value === word);
}

/** Where a word looks like what people and Compose call networks (`media_default`, `synobridge`, `br0.10`), it is probably one. */
function severityFor(word: string): "warning" | "information" {
  return /[-_.\d]|bridge|v?lan$/i.test(word) ? "information" : "warning";
}

/** The mode that a word is a slip of. */
function meantMode(word: string): string | undefined {
  const text = word.trim();
  const colon = text.indexOf(":");
  const head = (colon < 0 ? text : text.slice(0, colon)).trim().toLowerCase();
  const rest = colon < 0 ? "" : text.slice(colon + 1).trim();
  const near = (known: string): boolean => distance(head, known) <= 1;
  if (colon >= 0) {
    const prefix = prefixes.find(near);
    return prefix === undefined || rest === "" ? undefined : `${prefix}:${rest}`;
  }
  return modes.find((mode) => mode === head) ?? modes.find(near);
}
