import { say } from "../../../../shared/text";
import { isNamedAsMode } from "../../compose/model/networkMode";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import type { Origin } from "../../compose/values/value";
import { undefinedNetworks } from "../../compose/validate/undefined";
import { closest } from "../fixes/closest";
import { insertBefore, replaceScalar } from "../fixes/edits";
import type { Finding } from "../../linter/finding";
import { type Fix, fix } from "../../linter/fix";
import { pairOf, writtenInPlace } from "../../linter/place";
import { isCompleteBut } from "./completeByItself";
import { refusesTheProject } from "../wording/refusesTheProject";
import { defineRule } from "../../linter/rule";
import { isTemplate } from "../wording/template";

/**
 * A network that no file declares: `service "a" refers to undefined network n` (compose-go loader/validate.go). Most such
 * files are parts of a project that the network is declared in elsewhere (docs/docker-behaviour.md#files-are-parts): a
 * hint, unless the project is known to be complete.
 */
export const undefinedNetwork = defineRule({
  id: "undefined-network",
  severity: "error",
  title: say`A service names a network that is not declared`,
  perProject: function* (project): Generator<Finding> {
    let certain: boolean | undefined;
    for (const refusal of undefinedNetworks(project)) {
      const { service, network, words, at } = refusal;
      // host-as-network speaks of these.
      if (isNamedAsMode(network) || isTemplate(network)) continue;
      certain ??= isCompleteBut("network", project);
      const { refuses, ...quieter } = refusesTheProject(refusal, project.profiles);
      yield {
        at: at.key ?? at.node,
        service,
        message: say`${certain ? "" : say`Unless another file declares the network, `}${refuses}: "${words}". Declare ${network} under the top-level \`networks\`, or name a declared network.`,
        fixes: () => [...correct(network, at, service, project), ...declare(network, service, project)],
        ...(certain ? quieter : { severity: "hint" as const }),
      };
    }
  },
});

function correct(network: string, at: Origin, service: Service, project: Project): Fix[] {
  const name = at.key ?? at.node;
  if (!writtenInPlace(at)) return [];
  // Compose refuses a network that a service names twice.
  const joined = new Set(service.networks?.value.map(({ value }) => value.network));
  const others = [...project.networks.keys()].filter((other) => !joined.has(other));
  return closest(network, others, 2).flatMap((other) =>
    fix(say`Name the network ${other}`, replaceScalar(name, other)),
  );
}

/** Beside the networks that the service's own file declares. */
function declare(network: string, service: Service, project: Project): Fix[] {
  const beside = [...project.networks.values()].find(({ at }) => at.file === service.at.file && writtenInPlace(at));
  const pair = beside && pairOf(beside.at);
  return fix(say`Declare the network ${network}`, pair && insertBefore(pair, network, "{}"));
}
