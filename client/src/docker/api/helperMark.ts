import { record } from "../record";

/**
 * The label of a helper container. A person knows by it whose the container was, should a window end before it has
 * removed it. Its value is a mark that this window alone knows: only with that does a view leave a container out.
 */
export const helperLabel = "hostside.helper";

/** True for an entry of the engine's list that is a helper with this mark. An image may have the label too. */
export function isHelper(entry: unknown, mark: string): boolean {
  return record(record(entry).Labels)[helperLabel] === mark;
}
