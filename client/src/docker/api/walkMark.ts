import { sanitize } from "../sanitize";
import { record } from "../record";

/** What a container that a walk started says of itself, in its label. */
export interface WalkMark {
  /** The walk, such as `host-networking`. */
  readonly walk: string;
  /** What the walk calls it, such as `app1`. */
  readonly container: string;
  /** Who plays the walk, such as `anna@laptop`: the same in every window of that user. */
  readonly user: string;
}

/** The label of a container that a walk started; its value is `WALK/CONTAINER/USER`. */
export const walkLabel = "hostside.walk";

/** The value of that label. */
export function walkLabelValue({ walk, container, user }: WalkMark): string {
  return `${walk}/${container}/${user}`;
}

/** Reads it of a container's labels; undefined where there is none. */
export function walkMarkFrom(labels: unknown): WalkMark | undefined {
  const told = record(labels)[walkLabel];
  const [, walk, container, user] =
    /^([\w-]+)\/([\w-]+)\/(.+)$/u.exec(typeof told === "string" ? sanitize(told) : "") ?? [];
  return walk === undefined || container === undefined || user === undefined ? undefined : { walk, container, user };
}
