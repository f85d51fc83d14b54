import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import type { Place } from "../../compose/syntax/node";
import type { Origin } from "../../compose/values/value";
import type { Renameable } from "./renameable";

/** A place at which variables make the name, so that it would stay as it is there; undefined where there is none. */
export function madeByVariables({ kind, name, first }: Renameable, project: Project): Place | undefined {
  if (first.symbol.file !== undefined) return undefined;
  for (const service of project.services.values()) {
    for (const { text, at } of namesIn(service, kind)) if (text === name && isMade(at)) return at.node;
  }
  return undefined;
}

interface NameOfService {
  readonly text: string | undefined;
  readonly at: Origin;
}

function namesIn({ references, networks, networkMode, containerName, hostname }: Service, kind: Renameable["kind"]) {
  const found: NameOfService[] = [];
  const attachments = networks?.value ?? [];
  switch (kind) {
    case "service":
      for (const { value, at } of references) found.push({ text: value.service, at });
      break;
    case "network":
      for (const { value, at } of attachments) found.push({ text: value.network, at });
      break;
    case "alias":
      for (const { value } of attachments)
        for (const alias of value.aliases) found.push({ text: alias.value, at: alias.at });
      break;
    case "container":
      if (containerName !== undefined) found.push({ text: containerName.value, at: containerName.at });
      if (networkMode?.value.kind === "container")
        found.push({ text: networkMode.value.container, at: networkMode.at });
      break;
    case "hostname":
      if (hostname !== undefined) found.push({ text: hostname.value, at: hostname.at });
      break;
    case "engine-network":
      break;
  }
  return found;
}

function isMade({ node, variables }: Origin): boolean {
  return variables !== undefined && node.kind === "scalar" && node.text.includes("$");
}
