import type { Interface } from "../netns/model";
import type { Line } from "../netns/render/render";
import type { Localizer } from "../platform/localizer";
import { explainNamespaceFault } from "./explainFault";
import { peerInContainers } from "./peer";
import type { Side } from "./readSubjects";
import { tableLines, type Cell, type Column } from "./textTable";

/**
 * The interfaces of several namespaces: a row for each interface, a column for each side. Those who share a namespace
 * point to the first of them. Below stand the sentences of those that could not be read.
 */
export function namespaceTable(sides: readonly Side[], l10n: Localizer): Line[] {
  const readable = sides.filter(({ namespace }) => namespace !== undefined);
  const names = rowNames(readable);
  const columns = readable.map((side) => columnOf(side, readable, names, l10n));
  const first: Column = { head: l10n.t("interface"), cells: names.map((name) => [nameCell(name, readable)]) };
  return [...tableLines([first, ...columns]), ...faultLines(sides, l10n)];
}

/** Why some sides could not be read, a line each behind an empty one. */
export function faultLines(sides: readonly Side[], l10n: Localizer): Line[] {
  const faults = sides.flatMap(({ name, fault }) =>
    fault === undefined ? [] : [{ text: `# ${name}: ${explainNamespaceFault(fault, l10n)}` }],
  );
  return faults.length === 0 ? [] : [{ text: "" }, ...faults];
}

/** Loopback first, then the others as they come up, the host's first. */
function rowNames(sides: readonly Side[]): string[] {
  const names = new Set(["lo"]);
  for (const { namespace } of sides) for (const { name } of namespace?.interfaces ?? []) names.add(name);
  return [...names];
}

/** A name that one side alone has is about that side's interface; one that several have is about nobody's in particular. */
function nameCell(name: string, sides: readonly Side[]): Cell {
  const found = sides.flatMap((side) => {
    const entry = side.namespace?.interfaces.find((each) => each.name === name);
    return entry === undefined ? [] : [{ side, entry }];
  });
  const [only] = found;
  const one = found.every(({ side }) => side.namespace === only?.side.namespace) || name === "lo";
  if (!one || only === undefined) return { text: name };
  const whose = whoseText(only.entry, only.side, sides);
  return { text: whose === undefined ? name : `${name} (${whose})`, ...only };
}

/** The container at the other end of a veth pair, or the Docker network of a bridge. */
function whoseText(entry: Interface, { namespace }: Side, sides: readonly Side[]): string | undefined {
  const bridge = /^br-([0-9a-f]{12})$/u.exec(entry.name)?.[1];
  if (bridge !== undefined) {
    const attachments = sides.flatMap(({ container }) => container?.attachments ?? []);
    return attachments.find(({ networkId }) => networkId?.startsWith(bridge) === true)?.network;
  }
  const others = sides.flatMap((side) =>
    side.namespace === undefined || side.namespace === namespace
      ? []
      : [{ name: side.name, namespace: side.namespace }],
  );
  return peerInContainers(entry, others)?.container;
}

function columnOf(side: Side, all: readonly Side[], names: readonly string[], l10n: Localizer): Column {
  const first = all.find(({ namespace }) => namespace === side.namespace);
  const shares = first !== undefined && first !== side;
  const head = shares ? `${side.name} (= ${first.name})` : side.name;
  const cells = names.map((name): Cell[] => {
    const entries = side.namespace?.interfaces.filter((entry) => entry.name === name) ?? [];
    if (shares) return [{ text: entries.length === 0 ? "" : "=" }];
    return entries.flatMap((entry) => cellOf(entry, l10n).map((cell) => ({ side, entry, ...cell })));
  });
  return { head, cells };
}

function cellOf({ addresses, flags }: Interface, l10n: Localizer): Cell[] {
  if (addresses.length === 0)
    return [{ text: flags?.includes("UP") === false ? l10n.t("down") : l10n.t("no address") }];
  return addresses.map((address) => ({
    text: `${address.address}${address.prefix === undefined ? "" : `/${address.prefix}`}`,
    address,
  }));
}
