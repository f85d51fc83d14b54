import type { Logger } from "../../platform/logger";
import type { Way } from "../model";
import type { Machine } from "./machine";
import type { Prober } from "./prober";

/** What one reading leaves in the log: which ways were taken, and why each other one was not. */
export interface ReadingLog {
  took(way: Way): void;
  refused(way: Way, reason: string): void;
}

const ways: Readonly<Record<Way, string>> = {
  proc: "from /proc",
  here: "with ip on this machine",
  nsenter: "with nsenter",
  exec: "with programs of its image",
  helper: "by a helper container",
  inspect: "from docker inspect",
};

/** The log of reading the namespace of a container, or of the engine's host where no name is given. */
export function readingLog(log: Pick<Logger, "debug"> | undefined, container?: string): ReadingLog {
  const name = container ?? "the host";
  const read = (way: Way): string =>
    container === undefined && way === "exec" ? "by way of a container in host mode" : ways[way];
  return {
    took: (way) => log?.debug(`Namespace of ${name}: read ${read(way)}.`),
    refused: (way, reason) => log?.debug(`Namespace of ${name}: not read ${read(way)}, because ${reason}.`),
  };
}

/** Why a namespace could not be entered, for the log. */
export function whyNotEntered({ privileged }: Machine): string {
  return privileged ? "ip could not be run there" : "only root may enter it";
}

/** Why no helper container was made, for the log. */
export function whyNotHelped({ helperImage }: Prober): string {
  return helperImage === undefined ? "none may be made here" : "no image was chosen for one";
}
