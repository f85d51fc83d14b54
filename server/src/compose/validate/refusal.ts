import type { Reference, Service } from "../model/service";
import type { Origin, Sourced } from "../values/value";

/** Why Compose refuses a project whose files it could read and join; the rules say it in a sentence, with what to do. */
export type Refusal =
  RefusedShape | RefusedPort | ModeWithNetworks | UndefinedNetwork | UndefinedService | Cycle | NameInUse;

interface RefusalOf<Kind extends string> {
  readonly kind: Kind;
  /** In Compose's own words. */
  readonly words: string;
  readonly service: Service;
  readonly at: Origin;
  /** Compose looks at it while all of these take part; without any, it always does. */
  readonly onlyWith: readonly Service[];
  /** And while this one does not take part. */
  readonly onlyWithout?: Service;
}

/** A value that Compose's schema does not allow; `attribute` is undefined for the service as a whole. */
export interface RefusedShape extends RefusalOf<"shape"> {
  readonly attribute: string | undefined;
}

export type RefusedPort = RefusalOf<"port">;

/** The service has a mode, at `mode`, and is on networks too. */
export interface ModeWithNetworks extends RefusalOf<"mode-with-networks"> {
  readonly mode: Origin;
}

export interface UndefinedNetwork extends RefusalOf<"undefined-network"> {
  readonly network: string;
}

/** The service that is named is not there, or, as `target`, does not take part. */
export interface UndefinedService extends RefusalOf<"undefined-service"> {
  readonly reference: Sourced<Reference>;
  readonly target: Service | undefined;
}

/** Two containers with one name: of `other`, or both of the service itself. */
export interface NameInUse extends RefusalOf<"name-in-use"> {
  readonly other: Service | undefined;
}

/** Services that wait for each other. */
export interface Cycle extends RefusalOf<"dependency-cycle"> {
  /** From the service to itself, the first and the last being the same. */
  readonly way: readonly Service[];
}

/** Whether Compose refuses the project for this when the services take part that `isEnabled` lets through. */
export function isRefusedWith({ onlyWith, onlyWithout }: Refusal, isEnabled: (service: Service) => boolean): boolean {
  return onlyWith.every(isEnabled) && (onlyWithout === undefined || !isEnabled(onlyWithout));
}
