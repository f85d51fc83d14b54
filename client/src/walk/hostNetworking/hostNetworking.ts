import { cleanUpStep } from "../cleanUpStep";
import type { Walk } from "../walk";
import { compare } from "./compare";
import { hostDriver } from "./hostDriver";
import { limits } from "./limits";
import { ownNamespace } from "./ownNamespace";
import { publish } from "./publish";
import { secondOne } from "./secondOne";
import { whatItIs } from "./whatItIs";
import { whenToUse } from "./whenToUse";

/** "Docker host networking, hands on". */
export const hostNetworking: Walk = {
  id: "host-networking",
  featuredFor: ["compose", "docker-compose"].flatMap((name) =>
    [".yaml", ".yml", ".*.yaml", ".*.yml"].map((end) => `**/${name}${end}`),
  ),
  steps: [whatItIs, ownNamespace, publish, hostDriver, compare, secondOne, whenToUse, limits, cleanUpStep],
};
