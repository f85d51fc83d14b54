import { formatRange, type PortRange } from "../compose/model/port";
import type { Project } from "../compose/model/project";
import { type PortClaim, portClaims } from "../network/claims";
import { type Collision, collisions } from "../network/collisions";
import type { Finding } from "./finding";
import { type Fix, fix } from "./fix";
import { leaveHostMode } from "./leaveHostMode";
import { changePublishedPort } from "./publishedPortText";
import { writtenInPlace } from "./place";
import { defineRule } from "./rule";

/** From this many services on one expression, a file is a menu of which one is started by name (truth.md, corpus). */
const menuSize = 3;

/**
 * A host-mode app binds the host's port itself; a second app, or Docker for a published port, then fails with `address
 * already in use` (truth.md E, engines 20.10 and 28.5). That the app binds the ports it names is likely, not certain:
 * a warning.
 */
export const hostPortConflict = defineRule({
  id: "host-port-conflict",
  severity: "warning",
  title: "Two services claim one port of the host",
  perProject: function* (project): Generator<Finding> {
    const claims = portClaims(project);
    const hostMode = new Set(claims.filter(({ by }) => by === "host-mode").map(({ protocol }) => protocol));
    // Publishes among themselves are no business of this rule, and most projects have nothing else.
    if (hostMode.size === 0) return;
    for (const collision of collisions(claims, project, mostPairs)) {
      const { first, second } = collision;
      if (first.by !== "host-mode" && second.by !== "host-mode") continue;
      const menu = collision.services >= menuSize;
      // Each entry of a menu is told of the first one: pairs would only repeat it.
      if (menu && first !== firstOnPort(collision, claims)) continue;
      yield {
        at: second.at.node,
        message: message(collision),
        related: [{ at: first.at.node, message: `${first.service.name} claims it here` }],
        fixes: () => [second, first].flatMap((claim) => fixesFor(claim, claims, project)),
        ...(mayShare(second) || menu ? { severity: "hint" as const } : {}),
      };
    }
  },
});

/** Pairs that one claim is reported in at most. */
const mostPairs = 8;

/** Two UDP sockets may share a port under SO_REUSEADDR, and engine 28.5 publishes beside one; 20.10 does not (truth.md E). */
function mayShare({ protocol }: PortClaim): boolean {
  return protocol === "udp";
}

function firstOnPort({ ports, second }: Collision, claims: readonly PortClaim[]): PortClaim | undefined {
  return claims.find((claim) => claim.protocol === second.protocol && claim.ports.first === ports.first);
}

function message({ first, second, ports }: Collision): string {
  const port = `${formatRange(ports)}/${second.protocol}`;
  const [one, other] = [first.service.name, second.service.name];
  if (first.by === second.by) {
    return `In host mode ${one} and ${other} both bind port ${port} of the host, and the one that starts last fails with "address already in use". Let one of them listen on another port, or leave host mode.`;
  }
  const [listener, publisher] = first.by === "host-mode" ? [one, other] : [other, one];
  return `In host mode ${listener} binds port ${port} of the host, and Docker binds it to publish ${publisher}: the one that starts last fails with "address already in use". Publish ${publisher} on another port, or let ${listener} leave host mode.`;
}

function fixesFor(claim: PortClaim, claims: readonly PortClaim[], project: Project): Fix[] {
  if (claim.by === "host-mode") return leaveHostMode(claim.service, publishedInstead(claim));
  const free = freePort(claim.ports, claims, project);
  if (free === undefined || !writtenInPlace(claim.at)) return [];
  return fix(
    `Publish ${claim.service.name} on port ${String(free)} instead`,
    changePublishedPort(claim.at.node, claim.ports, free),
  );
}

/** Out of host mode the published ports of the service count again. */
function publishedInstead({ service }: PortClaim): string {
  const published = (service.ports?.value ?? []).flatMap(({ value }) =>
    value.published === undefined || value.published === "ephemeral" ? [] : [formatRange(value.published)],
  );
  return published.length > 0 ? `, so that Docker publishes ${published.join(", ")}` : "";
}

/** A port that nothing in the project names: 80 becomes 8080, others count up. */
function freePort(ports: PortRange, claims: readonly PortClaim[], project: Project): number | undefined {
  if (ports.first !== ports.last) return undefined;
  const taken = [
    ...claims.map((claim) => claim.ports),
    ...[...project.services.values()].flatMap((service) =>
      (service.ports?.value ?? []).flatMap(({ value }) =>
        value.published === undefined || value.published === "ephemeral" ? [] : [value.published],
      ),
    ),
  ];
  const start = ports.first < 1024 ? ports.first + 8000 : ports.first + 1;
  for (let port = start; port <= 65_535; port++) {
    if (!taken.some(({ first, last }) => first <= port && port <= last)) return port;
  }
  return undefined;
}
