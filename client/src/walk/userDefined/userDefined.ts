import { cleanUpStep } from "../cleanUpStep";
import type { Walk } from "../walk";
import { byName } from "./byName";
import { notOnIt } from "./notOnIt";

/** "A network of your own, hands on" (docs/docker-behaviour.md#names-networks). */
export const userDefined: Walk = { id: "user-defined", featuredFor: [], steps: [byName, notOnIt, cleanUpStep] };
