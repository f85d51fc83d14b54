import type { WalkContainer } from "../walk";

/** On the default bridge, with nothing published. */
export const app1: WalkContainer = { name: "app1", network: "bridge", needs: ["app"] };

/** The same with its port published. */
export const app1Published: WalkContainer = { ...app1, publish: "published", needs: ["published"] };

/** With the host driver. */
export const app2: WalkContainer = { name: "app2", network: "host", needs: ["app"] };

/** With a wide range published, on the default bridge; it listens on none of them. */
export const many1: WalkContainer = { name: "many1", network: "bridge", publishMany: 300, needs: [], waits: true };

/** The same with the host driver: nothing is published. */
export const many2: WalkContainer = { name: "many2", network: "host", needs: [], waits: true };

/** With the host driver and all rights: it only waits, so that it changes nothing. */
export const app4: WalkContainer = { name: "app4", network: "host", needs: [], privileged: true, waits: true };

/** The same once more: it wants the port that app2 has. */
export const app3: WalkContainer = { name: "app3", network: "host", needs: [], exits: true };
