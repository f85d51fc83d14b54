import type { WalkContainer } from "../walk";

/** The owner of the namespace: a web server on the default bridge. */
export const share1: WalkContainer = { name: "share1", network: "bridge", needs: [] };

/** In the namespace of share1. It listens on nothing. */
export const share2: WalkContainer = { name: "share2", network: { container: "share1" }, needs: [], waits: true };

/** In the same namespace: it wants the port that share1 has. */
export const share3: WalkContainer = { name: "share3", network: { container: "share1" }, needs: [], exits: true };
