import { cleanUpStep } from "../cleanUpStep";
import type { Walk } from "../walk";
import { oneNamespace } from "./oneNamespace";
import { samePort } from "./samePort";

/** "The namespace of another container, hands on". */
export const sharedNamespace: Walk = {
  id: "shared-namespace",
  featuredFor: [],
  steps: [oneNamespace, samePort, cleanUpStep],
};
