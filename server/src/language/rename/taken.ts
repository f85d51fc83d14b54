import { say, type Text } from "../../../../shared/text";
import { networkOf } from "../../network/networkOf";
import type { ProjectSymbols } from "../symbols/symbols";
import type { Renameable } from "./renameable";
import { kindInWords } from "./validName";

/** Who has a name already, as a sentence; undefined where nobody has. */
export function whyTaken(
  { kind, name, first }: Renameable,
  newName: string,
  all: readonly ProjectSymbols[],
): Text | undefined {
  const own = first.symbol.file;
  if (own !== undefined && first.symbols.declares({ kind, name: newName, file: own })) return isThere(kind, newName);
  for (const { project } of own === undefined ? all : []) {
    if (kind === "engine-network") continue;
    if (kind === "network") {
      if (newName === "default") {
        return say`\`default\` is the network that Compose puts services on which name none.`;
      }
      if (project.networks.has(newName)) return isThere("network", newName);
      continue;
    }
    if (kind === "service" && project.services.has(newName)) return isThere("service", newName);
    const model = networkOf(project);
    const renamed = kind === "service" ? [name] : model.servicesCalled(name).map((each) => each.name);
    const other = model.servicesCalled(newName).find((each) => !renamed.includes(each.name));
    if (other !== undefined)
      return say`\`${newName}\` is a name of the service ${other.name} already. Choose another one.`;
  }
  return undefined;
}

function isThere(kind: Renameable["kind"], name: string): Text {
  return say`There is a ${kindInWords[kind]} \`${name}\` already. Choose another name.`;
}
