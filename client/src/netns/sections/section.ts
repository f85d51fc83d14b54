import type { ContainerPlan } from "../../docker/api/containerPlan";
import type { Container } from "../../docker/inventory/container";
import type { Localizer } from "../../platform/localizer";
import type { Interface, KnownField, ListeningSocket, Namespace, Texts } from "../model";
import type { ProcNetFile } from "../parse/procNetSplit";
import type { Line } from "../render/render";

/** A question to `ip`, as it is typed; both are also the names under which the answers are kept. */
export interface IpQuestion {
  readonly json: string;
  readonly text: string;
}

/** What has to be read of a namespace beside its interfaces and addresses. What is not asked for costs nothing. */
export interface Asks {
  /**
   * `quick` takes the first way that tells interfaces and addresses; `full` goes on to the one that tells flags and MTU
   * too, which may run a program in the container.
   */
  readonly depth: "quick" | "full";
  /** Further files of /proc/net. */
  readonly procNet?: readonly ProcNetFile[];
  readonly ip?: readonly IpQuestion[];
  /** Who holds each listening socket: a walk over all processes. */
  readonly socketOwners?: boolean;
  /** /etc/resolv.conf, which is a container's and not a namespace's. */
  readonly resolvConf?: boolean;
}

/** What the texts of a namespace tell of a section: its member of {@link Namespace}, and what the texts can tell. */
export interface SectionReading {
  readonly part: Partial<Namespace>;
  readonly knownFields?: readonly KnownField[];
}

/** Who is behind a socket, in the words of the engine. */
export interface SocketNames {
  /** The name of a container by its ID. */
  readonly nameOf: (containerId: string) => string | undefined;
  /** The container in whose name a proxy of the engine listens. */
  readonly publisherOf?: ((socket: ListeningSocket) => string | undefined) | undefined;
}

/** Interfaces that stand together in a document, under a heading where there are several such groups. */
export interface InterfaceGroup {
  readonly heading?: string;
  readonly interfaces: readonly Interface[];
}

/** What the lines of a section are made with, beside the namespace. */
export interface LineOptions extends SocketNames {
  /** The order of the interfaces; absent: as the kernel has them. */
  readonly groups?: readonly InterfaceGroup[] | undefined;
}

/** A side of a comparison: whose namespace, and the namespace with the DNS settings of that very side. */
export interface NamedNamespace {
  readonly name: string;
  readonly namespace: Namespace;
}

/**
 * A part of a network namespace that documents show: what it is read from, how that is parsed, its lines, and what a
 * difference comes to. One file a section; it declares its member of {@link Namespace} by
 * `declare module "../model" { interface Namespace { ... } }`, and stands in `table.ts`.
 */
export interface Section<Id extends string = string> {
  readonly id: Id;
  /** What stands in a title: the command or file that a person knows the part by. */
  readonly title: string;
  /** The same in the editor's language, where it is neither a command nor a file. */
  readonly spokenTitle?: (l10n: Localizer) => string;
  /** How the names of its documents end; package.json says which language that is. */
  readonly ending: string;
  readonly asks: Asks;
  /** Where its texts are, best first: raw output is the first list of which one is there. */
  readonly sources: readonly (readonly string[])[];
  /** Undefined where the texts tell nothing of it. Never throws. */
  readonly parse: (texts: Texts) => SectionReading | undefined;
  /** The namespace without what `known` leaves out, so that two that were read in different ways can be compared. */
  readonly reduced?: (namespace: Namespace, known: ReadonlySet<KnownField>) => Namespace;
  /** What is left out may be named where it is missed. */
  readonly fieldNames?: (l10n: Localizer) => Readonly<Partial<Record<KnownField, string>>>;
  /** Undefined where it is not known. */
  readonly lines: (namespace: Namespace, options: LineOptions, l10n: Localizer) => readonly Line[] | undefined;
  /** Sentences about a container that does not run: what it will have once it is started. */
  readonly planned: (container: Container, plan: ContainerPlan, l10n: Localizer) => readonly string[];
  /** What the difference of two sides comes to; empty where one is not known, or where the addresses say it better. */
  readonly verdict: (left: NamedNamespace, right: NamedNamespace, l10n: Localizer) => string;
  /** The same of the right side in a few words, for half of an editor; empty likewise. */
  readonly shortVerdict: (left: Namespace, right: Namespace, l10n: Localizer) => string;
}

/** Keeps the name of a section as a type. */
export function defineSection<const Id extends string>(section: Section<Id>): Section<Id> {
  return section;
}
