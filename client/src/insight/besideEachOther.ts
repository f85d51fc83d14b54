import type { Interface, Namespace } from "../netns/model";
import { unknownInterface } from "../netns/parse/procNet";
import type { InterfaceGroup } from "../netns/sections/section";
import type { Localizer } from "../platform/localizer";
import { behind, peerOnHost } from "./peer";
import type { Side } from "./readSubjects";
import { relationOf } from "./verdict";

/** How the interfaces of one side stand beside those of the other, and how many of them are not shown. */
export interface Arranged {
  readonly groups: readonly InterfaceGroup[];
  readonly hidden: number;
}

/**
 * The interfaces of both sides in an order in which an editor of differences puts what belongs together at one height:
 * first what has the same name on both sides, then under headings, which both sides have, what one side has alone. An
 * editor pairs lines that are equal, and by chance lines that are nearly so; the headings keep it from that. What the
 * engine made for other containers is counted unless `all` is wanted. Lifetimes of addresses are left to raw output.
 */
export function besideEachOther(
  left: Side,
  right: Side,
  all: boolean,
  l10n: Localizer,
): readonly [Arranged | undefined, Arranged | undefined] {
  const sides = [left, right] as const;
  const [a, b] = [partsOf(left, right, all), partsOf(right, left, all)];
  const paired = (entry: Interface, others: Parts | undefined): boolean =>
    entry.name !== unknownInterface && others?.shown.some(({ name }) => name === entry.name) === true;
  const note = (parts: Parts): InterfaceGroup[] => {
    return parts.hidden.length === 0 ? [] : [{ heading: hiddenText(parts.hidden, l10n), interfaces: [] }];
  };
  // One namespace is equal line for line, and whoever tells no names has nothing to pair.
  const told = sides.every(({ namespace }) => namespace !== undefined && !namespace.ways.includes("inspect"));
  if (a === undefined || b === undefined || !told || relationOf(left, right) === "same") {
    const plain = (parts: Parts | undefined): Arranged | undefined =>
      parts && { groups: [{ interfaces: parts.shown }, ...note(parts)], hidden: parts.hidden.length };
    return [plain(a), plain(b)];
  }
  const common = a.shown.filter((entry) => paired(entry, b));
  const alone = { left: a.shown.filter((entry) => !paired(entry, b)), right: b.shown.filter((e) => !paired(e, a)) };
  const only = ({ name }: Side): string => l10n.t("Only {0} has:", name);
  const rightHas = alone.right.length > 0 || b.hidden.length > 0;
  const leftHas = alone.left.length > 0 || a.hidden.length > 0;
  // What is not shown of one side is said on both: as a difference it would stand on a colour that few can read it on.
  const grouped = (own: "left" | "right", parts: Parts, pairs: readonly Interface[]): Arranged => {
    // What the right side has comes first: of a container it is little, of a host it may be hundreds.
    const rights: InterfaceGroup = { heading: only(right), interfaces: own === "right" ? alone.right : [] };
    const lefts: InterfaceGroup = { heading: only(left), interfaces: own === "left" ? alone.left : [] };
    return {
      groups: [
        { interfaces: pairs },
        ...(rightHas ? [rights, ...note(b)] : []),
        ...(leftHas ? [lefts, ...note(a)] : []),
      ],
      hidden: parts.hidden.length,
    };
  };
  const inOrder = common.flatMap(({ name }) => b.shown.find((entry) => entry.name === name) ?? []);
  return [grouped("left", a, common), grouped("right", b, inOrder)];
}

interface Parts {
  readonly shown: readonly Interface[];
  readonly hidden: readonly Interface[];
}

function partsOf(side: Side, other: Side, all: boolean): Parts | undefined {
  const { namespace } = side;
  if (namespace === undefined) return undefined;
  const interfaces = namespace.interfaces.map(withoutLifetimes);
  if (all) return { shown: interfaces, hidden: [] };
  const concerned = concernedBy(other, namespace);
  const isHidden = (entry: Interface): boolean => isForContainers(entry) && !concerned.has(entry.name);
  return { shown: interfaces.filter((entry) => !isHidden(entry)), hidden: interfaces.filter(isHidden) };
}

/** The interfaces of a namespace that those of the other side hang on. */
function concernedBy({ namespace, container, owner }: Side, host: Namespace): ReadonlySet<string> {
  if (namespace === undefined || namespace === host) return new Set();
  const names = namespace.interfaces.flatMap((entry) => [
    peerOnHost(entry, host)?.name,
    behind(entry, owner ?? container, host),
  ]);
  return new Set(names.filter((name) => name !== undefined));
}

/**
 * An end of a veth pair without an address of its own, or the bridge of a Docker network that was given no other name. An address
 * that the kernel gave by itself is none of these.
 */
export function isForContainers({ name, addresses, link }: Interface): boolean {
  if (/^br-[0-9a-f]{12}$/u.test(name)) return true;
  // Of a pair that is being made both ends are here for a moment, under names that the engine gave.
  const elsewhere = link === undefined || /^(?:if\d+|veth[0-9a-f]{7})$/u.test(link);
  return name.startsWith("veth") && elsewhere && addresses.every(({ scope }) => scope === "link");
}

function withoutLifetimes(entry: Interface): Interface {
  const addresses = entry.addresses.map((address) => ({ ...address, valid: undefined, preferred: undefined }));
  return { ...entry, addresses };
}

function hiddenText(hidden: readonly Interface[], l10n: Localizer): string {
  const bridges = hidden.filter(({ name }) => name.startsWith("br-")).length;
  const kinds = [`${hidden.length - bridges} veth`, `${bridges} br-`].filter((text) => !text.startsWith("0 "));
  return hidden.length === 1
    ? l10n.t("Not shown: 1 more interface for containers ({0})", kinds.join(", "))
    : l10n.t("Not shown: {0} more interfaces for containers ({1})", hidden.length, kinds.join(", "));
}
