import { cleanUpStep } from "../cleanUpStep";
import type { Walk } from "../walk";
import { noWayOut } from "./noWayOut";
import { onlyLoopback } from "./onlyLoopback";

/** "No network, hands on". */
export const none: Walk = { id: "none", featuredFor: [], steps: [onlyLoopback, noWayOut, cleanUpStep] };
