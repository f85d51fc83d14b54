import type { WalkContainer } from "../walk";

/** Without any network. */
export const none1: WalkContainer = { name: "none1", network: "none", needs: [] };

/** On the default bridge: somebody to ask. */
export const none2: WalkContainer = { name: "none2", network: "bridge", needs: [] };
