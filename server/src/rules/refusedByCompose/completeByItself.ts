import type { Project } from "../../compose/model/project";
import { undefinedNetworks, undefinedServices } from "../../compose/validate/undefined";
import { missingNames } from "../../compose/validate/unfinished";
import { closest } from "../fixes/closest";

/** Words of a comment by which a file says that it is part of something larger, or made of something else. */
const speaksOfOthers =
  /\.ya?ml\b|COMPOSE_FILE|\b(?:includ|extend|merg|overrid|combin|templat|fragment|snippet|generat)/i;

/**
 * Whether one name that is missing is a mistake and not declared elsewhere: somebody said which files belong together; or the
 * files have the names that Compose looks for, say all that runs, nothing else is missing, another name of the kind leads
 * somewhere or one that is there is nearly the same, no file beside them joins them, and no comment speaks of more files.
 */
export function isCompleteBut(kind: "network" | "service", project: Project): boolean {
  if (!project.whole) return false;
  if (project.assembled === "stated") return true;
  if (project.assembled !== "found") return false;
  if (project.provenance.statedBy !== undefined || project.provenance.joinedBy !== undefined) return false;
  const [missing, ...others] = missingNames(project);
  if (missing === undefined || others.length > 0) return false;
  const services = [...project.services.values()];
  if (!services.every(({ runsSomething, provided }) => runsSomething || provided)) return false;
  return (resolves(kind, project) || isMisspelt(kind, missing, project)) && !project.provenance.texts.some(saysMore);
}

/** Whether another reference of the kind leads somewhere: a file that declares nothing leaves it to others. */
function resolves(kind: "network" | "service", project: Project): boolean {
  const services = [...project.services.values()];
  if (kind === "network") {
    const missing = new Set(undefinedNetworks(project).map(({ at }) => at));
    return services.some(({ networks }) =>
      (networks?.value ?? []).some(({ value, at }) => value.network !== "default" && !missing.has(at)),
    );
  }
  const missing = new Set(undefinedServices(project).map(({ reference }) => reference));
  return services.some(({ references }) => references.some((each) => !missing.has(each)));
}

/** A slip in a name that is there. Names that differ in a number, or short ones, may be those of two. */
function isMisspelt(kind: "network" | "service", missing: string, project: Project): boolean {
  const name = missing.slice(`${kind} `.length);
  const letters = (text: string): string => text.replace(/\d/g, "");
  const there = kind === "network" ? project.networks.keys() : project.services.keys();
  return name.length > 4 && closest(name, there, 2).some((each) => letters(each) !== letters(name));
}

function saysMore(text: string): boolean {
  return text.split("\n").some((line) => {
    const comment = line.indexOf("#");
    return comment >= 0 && speaksOfOthers.test(line.slice(comment));
  });
}
