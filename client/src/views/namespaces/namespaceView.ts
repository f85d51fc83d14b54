import type { Container } from "../../docker/inventory/container";
import { isUp } from "../../docker/inventory/container";
import type { Inventory } from "../../docker/inventory/inventory";
import { besideEachOther, type Arranged } from "../../insight/besideEachOther";
import { explainNamespaceFault } from "../../insight/explainFault";
import { sidesInCommon, unknownFields } from "../../insight/inCommon";
import { containerTable } from "../../insight/containerTable";
import { namespaceTable } from "../../insight/namespaceTable";
import { publisherOf } from "../../insight/publishers";
import { readSubjects, type ReadingOptions, type Side, type Subject } from "../../insight/readSubjects";
import { sectionLines } from "../../insight/sectionLines";
import { asksOf, sections, sectionsOf, type SectionId, type Shown } from "../../netns/sections/table";
import { ownVerdictOf, relationOf, shortVerdict, verdict, type Relation } from "../../insight/verdict";
import { unknownFieldsText, waysText } from "../../insight/wayText";
import type { Localizer } from "../../platform/localizer";
import type { Prober } from "../../netns/read/prober";
import { interfacesRequest, tableRequest } from "../../netns/read/request";
import type { Line } from "../../netns/render/render";
import type { ViewAddress } from "./namespaceUri";

/** What one view of namespaces holds at the moment: its sides, and the lines of its documents. */
export class NamespaceView {
  private readSides: readonly Side[] = [];
  private seen = "";
  private drawnLines = new Map<string, readonly Line[]>();
  private readAt: Date | undefined;
  /** Shows what the programs printed, as it stands. */
  raw = false;
  /** Shows each interface that the engine made for other containers, instead of their number. */
  all = false;
  /** Shows in a table a row for each interface, instead of one for each container. */
  interfaces = false;
  private hiddenCount = 0;
  private currentSubjects: readonly Subject[];
  /** What each subject was called: a container that was created anew is known by that alone. */
  private readonly names: Set<string>[];

  constructor(
    readonly address: ViewAddress,
    private readonly l10n: Localizer,
  ) {
    this.currentSubjects = address.subjects;
    this.names = address.subjects.map(() => new Set());
  }

  /** Whose namespaces it shows: those that its address names, or those that took their place and name since. */
  get subjects(): readonly Subject[] {
    return this.currentSubjects;
  }

  /** Tells what a side is called, before it is read or instead. */
  isCalled(side: number, name: string): void {
    this.names[side]?.add(name);
  }

  get sides(): readonly Side[] {
    return this.readSides;
  }

  /** False until the first reading. */
  get isRead(): boolean {
    return this.readAt !== undefined;
  }

  get relation(): Relation {
    const [left, right] = this.readSides;
    return left === undefined || right === undefined ? "unknown" : relationOf(left, right);
  }

  /** How many interfaces are not shown, since the engine made them for other containers. */
  get hidden(): number {
    return this.hiddenCount;
  }

  /** Reads all sides anew. What a side held stays where it cannot be read any more, with the reason on top. */
  async read(prober: Prober, inventory: Inventory, options: ReadingOptions): Promise<void> {
    const { shown, kind } = this.address;
    const subjects = this.subjectsIn(inventory);
    const seen = this.fingerprint(inventory);
    const table = this.interfaces ? interfacesRequest : tableRequest;
    const request = kind === "table" ? table : { ...asksOf(shown), raw: this.raw };
    const before = this.readSides;
    const read = await readSubjects(prober, inventory, subjects, request, options);
    this.currentSubjects = subjects;
    for (const [at, { container }] of read.entries()) if (container !== undefined) this.isCalled(at, container.name);
    const readAt = new Date();
    this.readSides = read.map((side, at) => {
      const last = before[at];
      if (side.namespace !== undefined || last?.namespace === undefined) return side;
      // The engine no longer tells the name of a container that is gone.
      return { ...last, fault: side.fault?.kind === "gone" ? { kind: "gone", container: last.name } : side.fault };
    });
    if (this.readSides.some(({ fault }) => fault === undefined)) this.readAt = readAt;
    this.readAt ??= readAt;
    this.seen = seen;
    this.draw(inventory);
  }

  /** True where something that this view shows may have changed since it was read. */
  isOutdated(inventory: Inventory): boolean {
    return this.seen !== this.fingerprint(inventory);
  }

  /** The lines of one document. */
  lines(side: number, part: SectionId | undefined): readonly Line[] {
    return this.drawnLines.get(keyOf(side, part)) ?? [];
  }

  /** What it comes to, or what one part of it does, in a sentence or two. */
  verdict(part: Shown = this.address.shown): string {
    const [left, right] = this.readSides;
    if (left === undefined) return "";
    if (right !== undefined && this.address.kind === "compare") return verdict(left, right, this.l10n, part);
    return this.address.kind === "show" ? ownVerdictOf(left, this.l10n) : "";
  }

  /** The same as one short line, for what stands above a comparison. */
  shortVerdict(part: Shown = this.address.shown): string {
    const [left, right] = this.readSides;
    if (left === undefined || right === undefined || this.address.kind !== "compare") return this.verdict();
    return shortVerdict(left, right, this.l10n, part);
  }

  /** How each side was read, and what was left out for that. */
  howRead(): string {
    const { l10n } = this;
    const [first, second] = this.readSides;
    const ways = waysText(this.readSides, l10n);
    const compared = this.address.kind === "compare" && !this.raw;
    const missing =
      compared && first?.namespace !== undefined && second?.namespace !== undefined
        ? unknownFieldsText(unknownFields(first.namespace, second.namespace), l10n)
        : "";
    return [ways, missing].filter((text) => text !== "").join(" ");
  }

  /** How one side was read. */
  howSideWasRead(side: number): string {
    const found = this.readSides[side];
    return found === undefined ? "" : waysText([found], this.l10n);
  }

  /** Draws what was read, as it is wanted now. */
  draw(inventory: Inventory): void {
    this.hiddenCount = 0;
    const lines = new Map<string, readonly Line[]>();
    if (this.address.kind === "table") {
      const table = this.interfaces
        ? namespaceTable(this.readSides, this.l10n)
        : containerTable(this.readSides, inventory, this.l10n);
      lines.set(keyOf(0, undefined), table);
    } else {
      const names = {
        nameOf: (id: string): string | undefined => inventory.containers.get(id)?.name,
        publisherOf: publisherOf(inventory),
      };
      const beside = this.address.kind === "compare" && !this.raw;
      const sides = beside ? sidesInCommon(this.readSides) : this.readSides;
      const hasAddresses = sectionsOf(this.address.shown).some(({ id }) => id === "addresses");
      const arranged = beside && hasAddresses ? arrangedSides(sides, this.all, this.l10n) : [];
      this.hiddenCount = Math.max(0, ...arranged.map((each) => each?.hidden ?? 0));
      const { shown } = this.address;
      for (const [at, side] of sides.entries()) {
        const draw = (part: SectionId | undefined): readonly Line[] => [
          ...this.staleLines(side),
          ...sectionLines(side, part ?? shown, { raw: this.raw, groups: arranged[at]?.groups, ...names }, this.l10n),
        ];
        lines.set(keyOf(at, undefined), draw(undefined));
        if (shown === "everything") for (const { id } of sections) lines.set(keyOf(at, id), draw(id));
      }
    }
    this.drawnLines = lines;
  }

  /**
   * The subjects as they are now. A container that is gone is followed to the one that has its name; Compose gives the old
   * one another name for the moment in which both exist.
   */
  private subjectsIn({ containers }: Inventory): readonly Subject[] {
    return this.currentSubjects.map((subject, at) => {
      if (subject.kind === "host" || containers.has(subject.id)) return subject;
      const names = this.names[at];
      const anew = [...containers.values()].find(({ name }) => names?.has(name) === true);
      return anew === undefined ? subject : { kind: "container", id: anew.id };
    });
  }

  /** Says on top of a side that it is no longer true. */
  private staleLines({ namespace, fault }: Side): Line[] {
    if (namespace === undefined || fault === undefined) return [];
    const time = this.readAt?.toLocaleTimeString("en-GB") ?? "";
    const sentence = explainNamespaceFault(fault, this.l10n);
    return [{ text: `# ${sentence} ${this.l10n.t("This is what was read before, at {0}.", time)}` }];
  }

  /**
   * What the documents depend on: the containers that they are about with those whose namespace these share, and, where
   * the host is among them, every container that runs, since each has an end of a veth pair there.
   */
  private fingerprint(inventory: Inventory): string {
    const subjects = this.subjectsIn(inventory);
    const hosts = subjects.some(({ kind }) => kind === "host") || this.readSides.some(({ usesHost }) => usesHost);
    const own = subjects.flatMap((subject) => {
      const container = subject.kind === "host" ? undefined : inventory.containers.get(subject.id);
      return [container, targetOf(container, inventory)];
    });
    const running = hosts ? [...inventory.containers.values()].filter(isUp) : [];
    return JSON.stringify([own.map(factsOf), running.map(({ id, attachments }) => [id, attachments])]);
  }
}

function arrangedSides(
  [left, right]: readonly Side[],
  all: boolean,
  l10n: Localizer,
): readonly (Arranged | undefined)[] {
  return left === undefined || right === undefined ? [] : besideEachOther(left, right, all, l10n);
}

function targetOf(container: Container | undefined, inventory: Inventory): Container | undefined {
  return container?.mode.kind === "container" ? inventory.containers.get(container.mode.target) : undefined;
}

/** What a document depends on of one container. */
function factsOf(container: Container | undefined): unknown {
  return container === undefined ? null : [container.id, container.name, container.state, container.attachments];
}

function keyOf(side: number, part: SectionId | undefined): string {
  return `${side} ${part ?? ""}`;
}
