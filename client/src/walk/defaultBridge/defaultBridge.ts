import { cleanUpStep } from "../cleanUpStep";
import type { Walk } from "../walk";
import { byAddress } from "./byAddress";
import { noNames } from "./noNames";

/** "The default bridge, hands on" (docs/docker-behaviour.md#default-bridge). */
export const defaultBridge: Walk = { id: "default-bridge", featuredFor: [], steps: [byAddress, noNames, cleanUpStep] };
