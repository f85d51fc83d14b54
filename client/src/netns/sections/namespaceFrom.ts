import type { Attachment } from "../../docker/inventory/container";
import type { Interface, KnownField, Namespace, Texts, Way } from "../model";
import { linksFrom } from "../parse/links";
import { source } from "../source";
import { sections } from "./table";

/**
 * The namespace that these texts tell of, whichever way they were got, with what each section finds in them; the
 * engine's account of MAC addresses last. Pure; never throws. Undefined where no text names an interface.
 */
export function namespaceFrom(
  texts: Texts,
  ways: readonly Way[],
  attachments: readonly Attachment[] = [],
): Namespace | undefined {
  const links = linksFrom(texts);
  if (links === undefined) return undefined;
  const { part, knownFields } = partsFrom(texts);
  return {
    ...part,
    interfaces: withMacAddresses(links.interfaces, attachments),
    identity: /net:\[\d+\]/u.exec(texts.get(source.identity) ?? "")?.[0],
    knownFields: new Set([...links.knownFields, ...knownFields]),
    ways,
    texts,
  };
}

/** What each section finds in these texts. */
export function partsFrom(texts: Texts): { part: Partial<Namespace>; knownFields: readonly KnownField[] } {
  const found = sections.flatMap((section) => section.parse(texts) ?? []);
  return {
    part: Object.assign({}, ...found.map(({ part }) => part)) as Partial<Namespace>,
    knownFields: found.flatMap(({ knownFields = [] }) => knownFields),
  };
}

/** Adds the MAC addresses that the engine knows: an interface is found by an address that it holds. */
function withMacAddresses(interfaces: readonly Interface[], attachments: readonly Attachment[]): Interface[] {
  return interfaces.map((entry) => {
    const held = new Set(entry.addresses.map(({ address }) => address));
    const own = attachments.find(({ address, address6 }) => held.has(address ?? "-") || held.has(address6 ?? "-"));
    if (entry.mac !== undefined || own?.mac === undefined) return entry;
    return { ...entry, linkType: entry.linkType ?? "ether", mac: own.mac };
  });
}
