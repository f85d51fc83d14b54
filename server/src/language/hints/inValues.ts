import { say } from "../../../../shared/text";
import { interpolate } from "../../compose/interpolation/template";
import { formatRange } from "../../compose/model/port";
import type { Node, ScalarNode } from "../../compose/syntax/node";
import type { Path } from "../at/path";
import { isSecretName } from "../hover/variable";
import type { Hint, HintedService } from "./hint";

/** Keys of a service whose values decide its network. */
const networking = new Set(
  "ports expose network_mode networks container_name hostname extra_hosts links dns domainname mac_address".split(" "),
);

/** On which port a service in host mode listens, beside a port that looks like another. */
export function listensHints({ pair, project, context: { network }, document }: HintedService): Hint[] {
  const service = project.services.get(pair.key.text);
  if (service === undefined || !network.isOnHost(service)) return [];
  const claims = network.claimsOf(service);
  return (service.ports?.value ?? []).flatMap(({ value, at }): Hint[] => {
    const { target, published, protocol } = value;
    if (!document.holds(at.node.chunk) || !at.via.isOnly("include") || !isWithin(at.node, pair.value)) return [];
    const certain = claims.some(
      (claim) => claim.evidence === "certain" && claim.protocol === protocol && claim.ports.first === target?.first,
    );
    const isSame = typeof published === "object" && published.first === target?.first;
    if (target === undefined || !certain || isSame) return [];
    return [{ kind: "listens", behind: at.node, label: say`listens on ${formatRange(target)}` }];
  });
}

/**
 * What a value with variables comes to. `quietFor` says at which entries another extension puts words of its own.
 */
export function variableHints(
  { pair, project, document }: Pick<HintedService, "pair" | "project" | "document">,
  quietFor: (path: Path) => boolean,
): Hint[] {
  const met = project.provenance.files.find(({ file }) => file === document.file);
  const [lookup, ...others] = met?.variables ?? [];
  // A file that is included twice may come to two values.
  if (lookup === undefined || others.length > 0) return [];
  const hints: Hint[] = [];
  const left: { readonly node: Node; readonly path: Path }[] = [{ node: pair.value, path: [] }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { node, path } = next;
    if (node.kind === "mapping") {
      for (const { key, value } of node.pairs) {
        if (path.length > 0 || networking.has(key.text)) left.push({ node: value, path: [...path, key.text] });
      }
    } else if (node.kind === "sequence")
      node.items.forEach((item, at) => left.push({ node: item, path: [...path, at] }));
    else if (node.kind === "scalar" && !quietFor(path)) hints.push(...variableHint(node, lookup));
  }
  return hints;
}

function variableHint(node: ScalarNode, lookup: Parameters<typeof interpolate>[1]): Hint[] {
  const { text, style } = node;
  if (!text.includes("$") || style === "block" || isSecretName(text)) return [];
  const result = interpolate(text, lookup);
  if (result.kind !== "text" || result.text === text || result.text === "" || /[\n\r]/.test(result.text)) return [];
  const shown = result.text.length > 60 ? `${result.text.slice(0, 60)}…` : result.text;
  return [{ kind: "variables", behind: node, label: `= ${shown}` }];
}

function isWithin(node: Node, { chunk, start, end }: Node): boolean {
  return node.chunk === chunk && start <= node.start && node.end <= end;
}
