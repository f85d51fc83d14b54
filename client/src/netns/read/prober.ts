import type { Container } from "../../docker/inventory/container";
import type { Engine } from "../../docker/api/engine";
import type { EngineFacts } from "../../docker/api/engineFacts";
import type { Logger } from "../../platform/logger";
import type { Machine } from "./machine";

/** What reading a namespace needs: the engine, and the machine where it may run. */
export interface Prober {
  readonly engine: Engine;
  /** `foreignMachine` where the engine is reached over a network. */
  readonly machine: Machine;
  /** What the engine told of itself: without it, only a container proves that this machine is its host. */
  readonly facts?: EngineFacts;
  /**
   * The image that a helper container may be made from, once the user has agreed to one; undefined where they do not.
   * Asked for only where nothing else can read the namespace. Absent: there is nobody to ask.
   */
  readonly helperImage?: (wanted: HelperSubject, signal?: AbortSignal) => Promise<string | undefined>;
  /** What has been learned of images, so that none is tried twice for a program that it does not have. */
  readonly images?: ImageKnowledge;
  /** Where each way that was tried is written, and why it was refused. */
  readonly log?: Pick<Logger, "debug">;
}

/** What a helper is to read: the engine's host, or a container. */
export type HelperSubject = { readonly kind: "host" } | { readonly kind: "container"; readonly container: Container };

/** Images, by their ID, that are known to have no shell or none of the programs that tell about a namespace. */
export interface ImageKnowledge {
  readonly withoutShell: Set<string>;
  readonly withoutPrograms: Set<string>;
}

/** Knowledge of nothing yet. */
export function newImageKnowledge(): ImageKnowledge {
  return { withoutShell: new Set(), withoutPrograms: new Set() };
}
