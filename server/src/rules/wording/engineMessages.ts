import { type EngineKind, isAtLeast } from "../../../../shared/engineKind";

/**
 * What the engine says in refusing an alias on one of Docker's own networks: in new words since 29.0
 * (docs/docker-behaviour.md#engine-29-messages). Where its version is not known, the words that more engines have.
 */
export function aliasRefused(engine: EngineKind | undefined): string {
  return hasWordsOf(engine, 0)
    ? `network-scoped aliases are only supported for user-defined networks`
    : `network-scoped alias is supported only for containers in user defined networks`;
}

/** What it says in refusing an address on one of Docker's own networks: with hyphens since 29.2. */
export function addressRefused(engine: EngineKind | undefined): string {
  return hasWordsOf(engine, 2)
    ? `user-specified IP address is supported on user-defined networks only`
    : `user specified IP address is supported on user defined networks only`;
}

/** What it says in refusing an address on a network without a subnet of the user's: with a hyphen since 29.2. */
export function addressWithoutSubnet(engine: EngineKind | undefined): string {
  const user = hasWordsOf(engine, 2) ? "user-specified" : `user specified`;
  return `${user} IP address is supported only when connecting to networks with user configured subnets`;
}

function hasWordsOf(engine: EngineKind | undefined, minor: number): boolean {
  return engine !== undefined && isAtLeast(engine, 29, minor) === true;
}
