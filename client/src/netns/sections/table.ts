import type { Asks, Section } from "./section";
import { addresses } from "./addresses";
import { dns } from "./dns";
import { routes } from "./routes";
import { sockets } from "./sockets";

/** Every section, in the order in which a document with all of them has them. */
export const sections = [addresses, routes, dns, sockets] as const;

/** The name of a section. */
export type SectionId = (typeof sections)[number]["id"];

/** A document shows one section, or all of them under headings. */
export type Shown = SectionId | "everything";

/** The section of this name; undefined for a text that is none. */
export function sectionNamed(id: string | null | undefined): Section<SectionId> | undefined {
  return sections.find((section) => section.id === id);
}

/** The sections that a document shows. */
export function sectionsOf(shown: Shown): readonly Section<SectionId>[] {
  return sections.filter(({ id }) => shown === "everything" || shown === id);
}

/** What has to be read to show this. */
export function asksOf(shown: Shown): Asks {
  const asks = sectionsOf(shown).map((section) => section.asks);
  return {
    depth: asks.some(({ depth }) => depth === "full") ? "full" : "quick",
    procNet: asks.flatMap(({ procNet = [] }) => procNet),
    ip: asks.flatMap(({ ip = [] }) => ip),
    socketOwners: asks.some(({ socketOwners }) => socketOwners),
    resolvConf: asks.some(({ resolvConf }) => resolvConf),
  };
}
