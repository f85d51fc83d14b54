import { say, type Text } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import { type Fix, fix, type TextChange } from "../../linter/fix";
import { attributePair, writtenInPlace } from "../../linter/place";
import { addItem } from "./addExtraHost";
import { insertBefore } from "./edits";

/** So many networks of the other service are offered. */
const most = 3;
/** Words that YAML reads as something else than text. */
const noText = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** The fixes that put a service on a network of another one that it calls: one fix for each of these networks. */
export function putOnNetwork(caller: Service, target: Service): Fix[] {
  const named = target.networks?.value.map(({ value }) => value.network) ?? [];
  const networks = named.length === 0 ? ["default"] : named;
  return networks
    .slice(0, most)
    .flatMap((network) => fix(say`Put ${caller.name} on ${nameOf(network)}`, join(caller, written(network))));
}

function nameOf(network: string): string | Text {
  return network === "default" ? say`the default network` : network;
}

function written(network: string): string {
  return /^[A-Za-z][\w.-]*$/.test(network) && !noText.test(network) ? network : `"${network}"`;
}

/** Undefined where others would be put on the network too, or where it is not written in one place. */
function join({ at, networks }: Service, network: string): TextChange | undefined {
  const { node } = at;
  if (node.kind !== "mapping" || node.anchor !== undefined || !writtenInPlace(at)) return undefined;
  if (networks === undefined) {
    const [first] = node.pairs;
    // Who names a network leaves the default one, where it is reached by those that name none.
    return first && insertBefore(first, "networks", `[default, ${network}]`);
  }
  const [known] = networks.value;
  const value = known && attributePair(known.at, "networks")?.value;
  if (value === undefined || value.anchor !== undefined || !writtenInPlace(known?.at)) return undefined;
  if (value.kind === "sequence") return addItem(value, network);
  const [first] = value.kind === "mapping" ? value.pairs : [];
  return first && insertBefore(first, network, "{}");
}
