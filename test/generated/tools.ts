import { inputSchema, toolNames, tools } from "../../client/src/agents/tools";
import type { Manifest } from "./manifest";

/** The manifest with the tools that language models are given in VS Code, as the table has them. */
export function withTools(manifest: Manifest): Manifest {
  const copy = structuredClone(manifest);
  copy.contributes.languageModelTools = toolNames.map((name) => ({
    name,
    tags: ["docker", "docker compose", "network"],
    toolReferenceName: name.replace(/_(.)/gu, (_all, letter: string) => letter.toUpperCase()),
    canBeReferencedInPrompt: true,
    icon: "media/docker-network.svg",
    displayName: `%tool.${name}%`,
    userDescription: `%tool.${name}.summary%`,
    // Read by a model, not by people: it is the same in every language.
    modelDescription: tools[name].description,
    inputSchema: inputSchema(tools[name]),
  }));
  return copy;
}
