import { inEnglish, type Text } from "../../../../shared/text";
import type { FileMet, Provenance } from "../project/provenance";
import type { Project } from "./project";

/**
 * Whether two projects are the same in every part, so that whatever is made of one is what would be made of the other. Services,
 * networks, values and nodes are compared by identity: what was read anew is another object.
 */
export function sameProject(one: Project, other: Project): boolean {
  return (
    one.name === other.name &&
    one.services === other.services &&
    one.networks === other.networks &&
    one.values.services === other.values.services &&
    one.values.networks === other.values.networks &&
    one.assembled === other.assembled &&
    one.whole === other.whole &&
    sameItems(one.files, other.files) &&
    sameItems(one.variableFiles, other.variableFiles) &&
    sameItems(one.profiles, other.profiles) &&
    sameItems(one.problems, other.problems, sameFields) &&
    sameItems(one.unread, other.unread, sameFields) &&
    sameProvenance(one.provenance, other.provenance)
  );
}

function sameProvenance(one: Provenance, other: Provenance): boolean {
  return (
    one.folder === other.folder &&
    isSameText(one.statedBy, other.statedBy) &&
    one.joinedBy === other.joinedBy &&
    sameItems(one.requested, other.requested) &&
    sameItems(one.files, other.files, sameFileMet) &&
    sameItems(one.unknownParts, other.unknownParts, sameFields) &&
    sameItems(one.texts, other.texts)
  );
}

function isSameText(one: string | Text | undefined, other: string | Text | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && inEnglish(one) === inEnglish(other));
}

function sameFileMet(one: FileMet, other: FileMet): boolean {
  const { asked, variables } = one;
  if (one.file !== other.file || one.folder !== other.folder) return false;
  if (!sameItems([...variables], [...other.variables])) return false;
  return asked === undefined || other.asked === undefined ? asked === other.asked : sameFields(asked, other.asked);
}

function sameItems<T>(
  one: readonly T[],
  other: readonly T[],
  same: (one: T, other: T) => boolean = Object.is,
): boolean {
  return one.length === other.length && one.every((item, at) => same(item, other[at] as T));
}

/** Of plain records that hold texts and nodes. */
function sameFields<T extends object>(one: T, other: T): boolean {
  const [fields, others] = [Object.entries(one), new Map<string, unknown>(Object.entries(other))];
  return (
    fields.length === others.size && fields.every(([name, value]) => others.has(name) && others.get(name) === value)
  );
}
