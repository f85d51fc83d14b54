import { hostPortConflict } from "./hostPortConflict";
import { hostPortsDiscarded } from "./hostPortsDiscarded";
import { hostWithNetworks } from "./hostWithNetworks";
import type { Rule } from "./rule";

/** Every rule, in the order in which documentation and settings list them. */
export const rules: readonly Rule[] = [hostPortsDiscarded, hostWithNetworks, hostPortConflict];
