import { say, type Text } from "../../../../shared/text";
import { formatRange, portsOf } from "../../compose/model/port";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import type { PortClaim } from "../../network/ports/claims";
import type { Collision } from "../../network/ports/collisions";
import type { NetworkModel } from "../../network/model";
import { networkOf } from "../../network/networkOf";
import { isMenu, repeatsMenu } from "./menu";
import { otherClaim } from "./otherClaim";
import { commandsInComments } from "./startedByName";
import type { Finding } from "../../linter/finding";
import type { Fix } from "../../linter/fix";
import { listed } from "../../linter/listed";
import { publishElsewhere } from "../fixes/freePort";
import { leaveHostMode } from "../fixes/leaveHostMode";
import { defineRule } from "../../linter/rule";

/**
 * A host-mode app binds the host's port itself; a second app, or Docker for a published port, then fails with `address
 * already in use` (docs/docker-behaviour.md#host-mode-against-publish, engines 20.10 and 28.5). That the app binds the
 * ports it names is likely, not certain: a warning.
 */
export const hostPortConflict = defineRule({
  id: "host-port-conflict",
  severity: "warning",
  title: say`Two services claim the same port of the host`,
  perProject: function* (project): Generator<Finding> {
    const network = networkOf(project);
    if (network.collisions.length === 0) return;
    const commands = commandsInComments(project);
    for (const collision of network.collisions) {
      const { first, second } = collision;
      if (first.by === "publish" && second.by === "publish") continue;
      const menu = isMenu(collision, commands, network.collisions);
      if (repeatsMenu(collision, commands)) continue;
      const oneLine = first.at.node === second.at.node;
      if (oneLine && first !== collision.leader) continue;
      yield {
        at: second.at.node,
        ...(oneLine ? { service: second.service } : {}),
        message: message(collision),
        related: [otherClaim(collision, "claims")],
        fixes: () => [second, first].flatMap((claim) => fixesFor(claim, network, project)),
        ...(menu || mayDiffer(first) || mayDiffer(second) || (oneLine && !areAlike(first.service, second.service))
          ? { severity: "hint" as const }
          : {}),
      };
    }
  },
});

/**
 * Two UDP sockets may share a port under SO_REUSEADDR, and engine 28.5 publishes beside one; 20.10 does not
 * (docs/docker-behaviour.md#host-mode-against-publish). Weak evidence may be of another port, and what Docker picks
 * from a range depends on the order.
 */
function mayDiffer({ protocol, evidence, picks }: PortClaim): boolean {
  return protocol === "udp" || evidence === "likely" || picks;
}

/** Services that share a line about ports and differ in what they run may listen on different ports. */
function areAlike(one: Service, other: Service): boolean {
  const settings = ({ environment, command, entrypoint }: Service): string =>
    JSON.stringify([
      environment.map(({ key, value }) => [key, value]),
      [...entrypoint, ...command].map(({ value }) => value),
    ]);
  return settings(one) === settings(other);
}

function message({ first, second, ports }: Collision): string | Text {
  const port = portsOf(ports, second.protocol);
  const elsewhere = ports.first === ports.last ? say`another port` : say`other ports`;
  const [one, other] = [first.service.name, second.service.name];
  if (first.by === second.by) {
    return say`In host mode ${one} and ${other} both bind ${port} of the host, and the one that starts last fails with "address already in use". Let one of them listen on ${elsewhere}, or leave host mode.`;
  }
  const [listener, publisher] = first.by === "host-mode" ? [one, other] : [other, one];
  const publish = first.by === "publish" ? first : second;
  if (publish.picks) {
    return say`If ${publisher} starts first, Docker may pick ${port} for it from ${formatRange(publish.ports)}, and ${listener}, which is in host mode, cannot bind it. Exclude ${port} from the range.`;
  }
  return say`In host mode ${listener} binds ${port} of the host, and Docker binds it to publish ${publisher}: the one that starts last fails with "address already in use". Publish ${publisher} on ${elsewhere}, or let ${listener} leave host mode.`;
}

function fixesFor(claim: PortClaim, network: NetworkModel, project: Project): Fix[] {
  if (claim.by === "publish") return publishElsewhere(claim, network, project);
  return leaveHostMode(claim.service, publishedInstead(claim));
}

/** Out of host mode the published ports of the service count again. */
function publishedInstead({ service }: PortClaim): string | Text {
  const published = (service.ports?.value ?? []).flatMap(({ value }) =>
    value.published === undefined || value.published === "ephemeral" ? [] : [formatRange(value.published)],
  );
  return published.length > 0 ? say`, so that Docker publishes ${listed(published)}` : "";
}
