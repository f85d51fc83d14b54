import { say, type Text } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { Completion, Offer, Wanted } from "./offer";
import { isIn, serviceNameAt } from "./offer";
import { servicesThatNeed } from "./services";
import { namedHere, writesAt } from "./written";

/** `depends_on`: services that are not in it yet. What Docker DX offers there, those of the same file, is left to it. */
export const dependsOn: Completion = {
  isFor: (spot) => isIn(spot, "depends_on"),
  *offers(wanted) {
    const { project, service, spot, document } = wanted;
    const name = serviceNameAt(spot) ?? "";
    const here = wanted.peers.has("docker.docker") ? namedHere(document, "services") : new Set<string>();
    const known = new Set(
      (service?.dependsOn ?? []).flatMap(({ service: other, at }) =>
        writesAt(wanted, at.key ?? at.node) ? [] : [other],
      ),
    );
    const needing = servicesThatNeed(name, project);
    const shared = sharedBy(service);
    for (const other of project.services.values()) {
      if (other.name === name || known.has(other.name) || needing.has(other.name) || here.has(other.name)) continue;
      const isShared = other.name === shared;
      // In a list it would take away the restart that the mode brings (docs/docker-behaviour.md#service-mode-restart).
      if (!isShared || spot.role === "key") yield dependency(name, other, isShared);
    }
  },
};

function dependency(name: string, other: Service, isShared: boolean): Offer {
  const waits =
    other.healthcheck.length > 0
      ? say`With \`condition: service_healthy\` it waits for the health check of ${other.name}; without it only for the start.`
      : say`It waits for the start of the container only, not until ${other.name} answers.`;
  return {
    label: other.name,
    kind: "service",
    detail: say`starts after ${other.name}`,
    below: ["condition: service_started", ...(isShared ? ["restart: true"] : [])],
    causes: () =>
      isShared
        ? say`${name} shares the network of ${other.name}: without \`restart: true\` it would keep a dead network after \`docker compose restart ${other.name}\`.`
        : say`Docker Compose starts ${other.name} before ${name}. ${waits}`,
  };
}

/** The service whose network another one shares by its own mode. */
function sharedBy(service: Service | undefined): string | undefined {
  const mode = service?.networkMode?.value;
  return mode?.kind === "service" ? mode.service : undefined;
}

const settingPath = 4;

/** What is said of one service below `depends_on`: `restart: true` where its network is shared, and conditions. */
export const dependencySettings: Completion = {
  isFor: ({ path, role, fresh }) =>
    path[0] === "services" &&
    path[2] === "depends_on" &&
    typeof path[3] === "string" &&
    (role === "key" || fresh ? path.length === settingPath : path.length === 5 && path[4] === "condition"),
  offers: (wanted) => {
    const { spot, service, project } = wanted;
    const name = serviceNameAt(spot) ?? "";
    const other = String(spot.path[3]);
    if (spot.path.length === 5) return conditions(name, project.services.get(other), wanted);
    const isWritten = service?.dependsOn.some((each) => each.service === other && each.restart !== false) ?? false;
    if (sharedBy(service) !== other || isWritten) return [];
    return [
      {
        label: "restart: true",
        kind: "setting",
        detail: say`restarts with ${other}`,
        causes: () =>
          say`${name} shares the network of ${other}. With this, \`docker compose restart ${other}\` restarts ${name} too; without it ${name} would keep a dead network.`,
      },
    ];
  },
};

/** The schema has these, so that whoever completes from a schema offers them. */
function conditions(name: string, other: Service | undefined, { peers }: Wanted): Offer[] {
  if (other === undefined || peers.has("docker.docker") || peers.has("redhat.vscode-yaml")) return [];
  const start = (label: string, detail: Text, causes: Text): Offer => ({
    label,
    kind: "setting",
    detail,
    causes: () => causes,
  });
  const check =
    other.healthcheck.length > 0
      ? say`${name} starts once the health check of ${other.name} succeeds.`
      : say`${name} starts once the health check of ${other.name} succeeds. This file has none for it: unless its image has one, ${name} never starts.`;
  return [
    start("service_healthy", say`waits until ${other.name} is healthy`, check),
    start(
      "service_started",
      say`waits until ${other.name} has started`,
      say`${name} starts as soon as the container of ${other.name} runs, whether or not it answers yet.`,
    ),
    start(
      "service_completed_successfully",
      say`waits until ${other.name} has ended`,
      say`${name} starts once ${other.name} has ended without an error. A service that keeps running holds it up for ever.`,
    ),
  ];
}
