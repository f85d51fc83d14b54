import { say, type Text } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { folderOf, resolvePath } from "../../compose/project/paths";
import type { ComposeDocument } from "../../compose/syntax/document";
import type { FileId } from "../../compose/syntax/node";
import type { Completion, Offer, Wanted } from "./offer";
import { serviceNameAt } from "./offer";
import type { Spot } from "./spot";
import { inWords, publishedPorts } from "./services";
import { namedHere, valueAt } from "./written";

/** The service that `extends` names: of the same file, which Docker DX offers, or of the file beside it. */
export const extended: Completion = {
  isFor: ({ path, role, fresh }) =>
    path[0] === "services" &&
    path[2] === "extends" &&
    role === "value" &&
    !fresh &&
    (path.length === 3 || (path.length === 4 && path[3] === "service")),
  offers: (wanted) => {
    const { project, spot } = wanted;
    const name = serviceNameAt(spot) ?? "";
    const file = extendedFile(wanted);
    if (file === undefined) return [];
    if (file === wanted.document && wanted.peers.has("docker.docker")) return [];
    return [...namedHere(file, "services")].flatMap((other): Offer[] => {
      if (file === wanted.document && other === name) return [];
      const base = file === wanted.document ? project.services.get(other) : undefined;
      return [
        { label: other, kind: "service", detail: say`takes over ${other}`, causes: () => takenOver(name, other, base) },
      ];
    });
  },
};

function takenOver(name: string, other: string, base: Service | undefined): string | Text {
  const general = say`${name} begins with all that ${other} says, its ports, networks and network mode too.`;
  const ports = base === undefined ? [] : publishedPorts(base);
  if (ports.length === 0) return general;
  return say`${general} Both would publish ${inWords(ports)}, which only one of them can while both run.`;
}

/** The document that `extends` looks in; undefined where it cannot be read. */
function extendedFile({ document, spot, parsed, project }: Wanted): ComposeDocument | undefined {
  const files = filesExtendedAt(spot, document, project);
  return files === undefined ? document : files.map(parsed).find((each) => each !== undefined);
}

/**
 * The file that stands beside the name of a service in `extends`, as Compose looks for it and as it is seen from its own
 * folder; undefined where none is written.
 */
export function filesExtendedAt(
  { path }: Spot,
  document: ComposeDocument,
  { provenance }: Project,
): readonly FileId[] | undefined {
  const file =
    path.length === 4 && path[2] === "extends" ? valueAt(document, [...path.slice(0, 3), "file"]) : undefined;
  if (file === undefined) return undefined;
  if (file.kind !== "scalar" || file.text === "" || file.text.includes("$")) return [];
  return [...new Set([provenance.folder, folderOf(document.file)])].map((folder) => resolvePath(folder, file.text));
}
