import { say } from "../../../../shared/text";
import { readSubnet, subnetText } from "../../../../shared/subnet";
import type { Pool } from "../../compose/model/ipam";
import type { Network } from "../../compose/model/network";
import type { Origin } from "../../compose/values/value";
import type { Finding } from "../../linter/finding";
import { type Fix, fix, safe } from "../../linter/fix";
import { writtenInPlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { replaceScalar } from "../fixes/edits";
import { servicesOn } from "../refusedByEngine/predefinedNetworks";
import { poolRefused } from "./poolRefused";
import { isTemplate } from "../wording/template";

/**
 * What the engine refuses of a network's `ipam.config` (docs/docker-behaviour.md#ipam-config-items,
 * docs/docker-behaviour.md#subnet-host-bits). Compose creates only networks that a service is on.
 */
export const invalidSubnet = defineRule({
  id: "invalid-subnet",
  severity: "error",
  title: say`The engine refuses to create a network with this subnet`,
  perProject: function* (project): Generator<Finding> {
    for (const network of project.networks.values()) {
      const { ipam, external } = network;
      if (external || ipam.pools.length === 0) continue;
      if (ipam.driver !== undefined && ipam.driver.value !== "default") continue;
      const found = ipam.pools.flatMap((pool, index) => refusal(pool, ipam.pools[index - 1], network));
      if (found.length === 0 || servicesOn(network, project).length === 0) continue;
      yield* found;
    }
  },
});

function refusal(pool: Pool, before: Pool | undefined, network: Network): Finding[] {
  const refuses = say`Docker refuses to create the network ${network.key}`;
  if (pool.subnetUnknown) return [];
  if (pool.subnet === undefined) {
    const [at] = [pool.gateway, pool.ipRange].flatMap((each) => (each === undefined ? [] : [each.at]));
    if (at === undefined) return [];
    const attribute = pool.gateway === undefined ? "ip_range" : "gateway";
    return [
      {
        at: at.key ?? at.node,
        message: say`${refuses}: "invalid subnet : invalid CIDR block notation". Each item of \`config\` is a pool of its own, and this one has no subnet. Write \`${attribute}\` in the item of its subnet, without a dash of its own.`,
        ...(before?.subnet !== undefined && {
          related: [{ at: before.subnet.at.node, message: say`the subnet is another item` }],
        }),
        fixes: () => safe(joinItems(pool, before)),
      },
    ];
  }
  const { value: text, at } = pool.subnet;
  if (isTemplate(text)) return [];
  const subnet = readSubnet(text);
  if (subnet === undefined) {
    return [
      {
        at: at.node,
        message: say`${refuses}: "invalid subnet ${text}: invalid CIDR block notation". Write an address and the length of its prefix, as in 10.10.0.0/24.`,
      },
    ];
  }
  if (subnet.hasHostBits) {
    const right = subnetText(subnet);
    return [
      {
        at: at.node,
        message: say`${refuses}: "invalid subnet ${text}: it should be ${right}" (engine 28; 20.10 takes it for ${right}). Write ${right}, or a longer prefix for a smaller subnet.`,
        fixes: () => (writtenInPlace(at) ? fix(say`Write ${right}`, replaceScalar(at.node, right)) : []),
      },
    ];
  }
  return [...poolRefused(pool, pool.subnet, network)];
}

/** Joins an item with the one before it, by taking its dash away. */
function joinItems({ at, gateway, ipRange }: Pool, before: Pool | undefined): Fix[] {
  const above = before?.at.node;
  const { node } = at;
  if (before === undefined || above?.kind !== "mapping" || node.kind !== "mapping") return [];
  if (!writtenInPlace(at) || node.style === "flow" || above.style === "flow" || above.parent !== node.parent) return [];
  if (before.subnet === undefined || (gateway && before.gateway) || (ipRange && before.ipRange)) return [];
  const dash = dashBefore(at);
  return dash === undefined
    ? []
    : fix(say`Join the two items`, { chunk: node.chunk, start: dash, end: dash + 1, text: " " });
}

function dashBefore({ node: { chunk, start } }: Origin): number | undefined {
  const dash = chunk.text.lastIndexOf("-", start - 1);
  return dash >= 0 && /^-\s+$/.test(chunk.text.slice(dash, start)) ? dash : undefined;
}
