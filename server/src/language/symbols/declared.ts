import { say, type Text } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import type { ComposeDocument } from "../../compose/syntax/document";
import type { Place } from "../../compose/syntax/node";
import { networkOf } from "../../network/networkOf";
import { namesIn } from "./inTree";

/** A service or a network that a file declares, with what it comes to in its project, in a few words. */
export interface Declared {
  readonly kind: "service" | "network";
  readonly name: string;
  readonly at: Place;
  /** The mode or the networks of a service, the driver of a network; empty where there is nothing to say. */
  readonly detail: string | Text;
}

/** The services and networks that a document declares. */
export function declaredIn(document: ComposeDocument, project: Project): Declared[] {
  const found: Declared[] = [];
  for (const tree of document.trees()) {
    for (const { subject, at } of namesIn(document, tree)) {
      if ((subject.kind !== "service" && subject.kind !== "network") || subject.role !== "definition") continue;
      const { kind, name } = subject;
      found.push({ kind, name, at, detail: kind === "service" ? modeOf(name, project) : settingsOf(name, project) });
    }
  }
  return found;
}

function modeOf(name: string, project: Project): string | Text {
  const service = project.services.get(name);
  if (service === undefined) return "";
  const { kind, owner } = networkOf(project).namespaceOf(service);
  if (owner !== undefined && owner !== service) return say`shares the network of ${owner.name}`;
  switch (kind) {
    case "host":
      return say`host mode`;
    case "none":
      return say`no network`;
    case "default-bridge":
      return say`default bridge`;
    case "engine-network":
    case "container": {
      const mode = service.networkMode?.at.node;
      return mode?.kind === "scalar" ? mode.text : "";
    }
    case "networks":
      return networksOf(service);
    case "unknown":
      return "";
  }
}

function networksOf({ networks }: Service): string | Text {
  const keys = networks?.value.map(({ value }) => value.network) ?? [];
  return keys.length === 0
    ? say`default network`
    : say`on ${keys.slice(0, 3).join(", ")}${keys.length > 3 ? ", ..." : ""}`;
}

function settingsOf(name: string, project: Project): string | Text {
  const network = project.networks.get(name);
  if (network === undefined) return "";
  const { external, internal, driver } = network;
  return [external ? "external" : "", internal ? "internal" : "", driver?.value ?? ""]
    .filter((word) => word !== "")
    .join(", ");
}
