import { say, type Text } from "../../../../shared/text";
import { mayRunWithout } from "../../compose/model/profiles";
import type { Dependency, Service } from "../../compose/model/service";
import { networkOf } from "../../network/networkOf";
import type { NetworkModel } from "../../network/model";
import type { Finding } from "../../linter/finding";
import { modePlace } from "../../linter/place";
import { type Fix, fix, safe } from "../../linter/fix";
import { defineRule } from "../../linter/rule";
import { isForSwarm } from "../wording/forSwarm";
import { removeEntry, restartEntry } from "../fixes/dependsOnEntry";

/**
 * `service:x` implies a `depends_on` entry for x with `restart: true`, and an entry that is written takes its place
 * (docs/docker-behaviour.md#service-mode-restart): without `restart: true`, `docker compose restart x` leaves the service in
 * the dead namespace. Where x has no namespace that could die, the entry only says the same again.
 */
export const redundantDependsOn = defineRule({
  id: "redundant-depends-on",
  severity: "warning",
  title: say`\`depends_on\` takes away the restart that \`service:\` mode implies`,
  perProject: function* (project): Generator<Finding> {
    const network = networkOf(project);
    for (const service of network.sharing) {
      const mode = service.networkMode?.value;
      if (mode?.kind !== "service") continue;
      const entry = service.dependsOn.find((each) => each.service === mode.service);
      if (entry !== undefined) yield* entryFinding(service, entry, network);
    }
  },
});

function* entryFinding(service: Service, entry: Dependency, network: NetworkModel): Generator<Finding> {
  const { service: name, at } = entry;
  const place = at.node.kind === "scalar" && at.node.text === name ? at.node : (at.key ?? at.node);
  const related = [{ at: modePlace(service), message: say`${service.name} shares the network of ${name}` }];
  const owner = ownerWithNamespace(service, network);
  if (owner === undefined) {
    if (!asksForNothingElse(entry) || at.node.kind === "mapping" || network.namespaceOf(service).kind === "unknown")
      return;
    const message = say`Compose always starts ${name} before ${service.name}, since ${service.name} shares its network. Remove this line.`;
    yield { at: place, service, severity: "hint", message, related, fixes: () => safe(removal(entry)) };
    return;
  }
  // What waits for the end of the other one joins nothing.
  if (entry.restart !== false || entry.condition === "service_completed_successfully") return;
  const isWanted = at.node.kind === "mapping" && at.node.pairs.some(({ key }) => key.text === "restart");
  const lost = say`after \`docker compose restart ${owner.name}\`, ${service.name} keeps a dead network with nothing but \`lo\``;
  const advice = adviceFor(asksForNothingElse(entry), at.node.kind === "mapping");
  yield {
    at: place,
    service,
    message: say`This entry replaces the one that \`service:${name}\` implies, and takes its \`restart: true\` away: ${lost}. ${advice}.`,
    related,
    fixes: () => [
      ...fix(say`Write \`restart: true\` for ${name}`, restartEntry(entry)),
      ...(asksForNothingElse(entry) ? removal(entry) : []),
    ],
    // Whoever writes `restart: false` has thought of it; a task that only its profile starts is not to run again with the
    // other one; Swarm knows neither the mode nor `depends_on`.
    ...((isWanted || isForSwarm(service) || mayRunWithout(owner, service)) && { severity: "hint" as const }),
  };
}

function adviceFor(canGo: boolean, canRestart: boolean): string | Text {
  if (canGo && canRestart) return say`Remove the entry, or write \`restart: true\` in it`;
  if (canGo) return say`Remove the entry`;
  return canRestart ? say`Write \`restart: true\` in it` : "";
}

/** The service whose namespace this one shares, where it is one of its own that ends with it. */
function ownerWithNamespace(service: Service, network: NetworkModel): Service | undefined {
  const { kind, owner } = network.namespaceOf(service);
  return kind === "networks" || kind === "default-bridge" || kind === "engine-network" ? owner : undefined;
}

function asksForNothingElse({ condition, required }: Dependency): boolean {
  return condition === "service_started" && required;
}

function removal(entry: Dependency): Fix[] {
  return fix(say`Remove ${entry.service} from \`depends_on\``, removeEntry(entry));
}
