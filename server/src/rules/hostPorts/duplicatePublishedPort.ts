import { say, type Text } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import { formatRange, portsOf } from "../../compose/model/port";
import type { Service } from "../../compose/model/service";
import type { Collision } from "../../network/ports/collisions";
import type { NetworkModel } from "../../network/model";
import { networkOf } from "../../network/networkOf";
import { isMenu, menuSize, repeatsMenu } from "./menu";
import { otherClaim } from "./otherClaim";
import { commandsInComments } from "./startedByName";
import type { Finding } from "../../linter/finding";
import { publishElsewhere } from "../fixes/freePort";
import { isEnabledWith } from "../../compose/model/profiles";
import { defineRule } from "../../linter/rule";

/**
 * Docker binds a port of the host once: `Bind for 0.0.0.0:8080 failed: port is already allocated`
 * (docs/docker-behaviour.md#port-claims, engines 20.10 and 28.5). Where Docker picks from a range, it depends on who
 * starts first.
 */
export const duplicatePublishedPort = defineRule({
  id: "duplicate-published-port",
  severity: "error",
  title: say`Two services publish the same port of the host`,
  perProject: function* (project): Generator<Finding> {
    const network = networkOf(project);
    if (network.collisions.length === 0) return;
    const commands = commandsInComments(project);
    for (const collision of network.collisions) {
      const { first, second } = collision;
      if (first.by !== "publish" || second.by !== "publish") continue;
      const menu = isMenu(collision, commands, network.collisions);
      if (repeatsMenu(collision, commands)) continue;
      const oneLine = first.at.node === second.at.node;
      if (oneLine && first !== collision.leader) continue;
      const picks = first.picks || second.picks;
      const profile = profileOfOne(first.service, second.service, project);
      yield {
        at: second.at.node,
        ...(oneLine ? { service: second.service } : {}),
        message: message(collision, picks, menu && collision.services >= menuSize, profile),
        related: [otherClaim(collision, "publishes")],
        fixes: () => fixesFor(collision, network, project),
        ...(menu || picks || (profile !== undefined && takesItsPlace(collision))
          ? { severity: "hint" as const }
          : profile === undefined
            ? {}
            : { severity: "warning" as const }),
      };
    }
  },
});

/** A port that both take from one variable is meant for one of them: the one with the profile is started instead. */
function takesItsPlace({ first, second }: Collision): boolean {
  const [one, other] = [first.at.node, second.at.node];
  return one.kind === "scalar" && other.kind === "scalar" && one.text.includes("${") && one.text === other.text;
}

/** The profile of which one of two services is in need, while the other runs without; undefined where both start together. */
function profileOfOne(one: Service, other: Service, project: Project): string | undefined {
  if (one.profiles?.some((profile) => other.profiles?.includes(profile)) === true) return undefined;
  const isEnabled = isEnabledWith(project.profiles);
  const off = [one, other].find((service) => !isEnabled(service));
  return off?.profiles?.[0];
}

function message({ first, second, ports }: Collision, picks: boolean, menu: boolean, profile?: string): string | Text {
  const port = portsOf(ports, second.protocol);
  const elsewhere = ports.first === ports.last ? say`another port` : say`other ports`;
  const [one, other] = [first.service.name, second.service.name];
  if (picks) {
    return say`If ${first.picks ? one : other} starts first, Docker may pick ${port} for it from ${formatRange((first.picks ? first : second).ports)}, and ${first.picks ? other : one} cannot publish it. Exclude ${port} from the range.`;
  }
  const both = say`${one} and ${other} both publish ${port} of the host`;
  return menu
    ? say`${both}, like several services here: only one of them can run at a time. Publish them on different ports if they are to run together.`
    : say`${both}, and ${profile === undefined ? "" : say`once the profile ${profile} is enabled `}the one that starts last fails with "port is already allocated". Publish ${other} on ${elsewhere}.`;
}

function fixesFor({ first, second }: Collision, network: NetworkModel, project: Project) {
  return [second, first].flatMap((claim) => publishElsewhere(claim, network, project));
}
