import type { WalkContainer } from "../walk";

/** A web server on a network of its own. */
export const shop1: WalkContainer = { name: "shop1", network: { network: "shop" }, needs: [] };

/** On the same network: it asks. */
export const shop2: WalkContainer = { name: "shop2", network: { network: "shop" }, needs: [] };

/** On the default bridge, where it does not find the others. */
export const shop3: WalkContainer = { name: "shop3", network: "bridge", needs: [] };
