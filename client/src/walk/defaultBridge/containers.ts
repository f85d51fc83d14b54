import type { WalkContainer } from "../walk";

/** A web server on the default bridge. */
export const bridge1: WalkContainer = { name: "bridge1", network: "bridge", needs: [] };

/** Another one on the same bridge: both listen on the same port, each in a namespace of its own. */
export const bridge2: WalkContainer = { name: "bridge2", network: "bridge", needs: [] };
