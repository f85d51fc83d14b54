import { say } from "../../../../shared/text";
import type { PortRange } from "../../compose/model/port";
import type { Project } from "../../compose/model/project";
import type { PortClaim } from "../../network/ports/claims";
import type { NetworkModel } from "../../network/model";
import { type Fix, fix } from "../../linter/fix";
import { writtenInPlace } from "../../linter/place";
import { changePortOfVariable, changePublishedPort } from "./publishedPortText";
import { fixValue } from "./writeValue";

/** The fix that publishes a single port on one that nothing in the project names. */
export function publishElsewhere(claim: PortClaim, network: NetworkModel, project: Project): Fix[] {
  const free = freePort(claim.ports, network, project);
  if (free === undefined || !writtenInPlace(claim.at)) return [];
  const title = say`Publish ${claim.service.name} on port ${free} instead`;
  const change = changePublishedPort(claim.at.node, claim.ports, free);
  if (change !== undefined) return fix(title, change);
  // Another value of one variable moves both.
  return isOfSharedVariable(claim, network) ? [] : fixValue(title, changePortOfVariable(claim, free));
}

/** Whether the variable that gives a claim its port gives it to another claim too. */
export function isOfSharedVariable(claim: PortClaim, network: NetworkModel): boolean {
  return network.claims.some(
    (other) =>
      other.at !== claim.at &&
      other.ports.first === claim.ports.first &&
      variablesIn(other).some(isIn(variablesIn(claim))),
  );
}

function isIn(all: readonly string[]): (each: string) => boolean {
  return (each) => all.includes(each);
}

function variablesIn({ at, publishedAt }: PortClaim): string[] {
  const { node } = publishedAt ?? at;
  return node.kind === "scalar" ? [...node.text.matchAll(/\$\{?(\w+)/g)].map(([, name = ""]) => name) : [];
}

/** A port that nothing in the project names: 80 becomes 8080, others count up. */
function freePort(ports: PortRange, { claims }: NetworkModel, { services }: Project): number | undefined {
  if (ports.first !== ports.last) return undefined;
  const taken = [
    ...claims.map((claim) => claim.ports),
    ...[...services.values()].flatMap((service) =>
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
