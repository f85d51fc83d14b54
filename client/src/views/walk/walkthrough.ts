import * as vscode from "vscode";
import type { LiveInventory } from "../../docker/inventory/liveInventory";
import { withContainers } from "../../docker/inventory/inventory";
import type { Machine } from "../../netns/read/machine";
import type { ProcessTable } from "../../netns/read/socketOwners";
import { containersOfWalk, isCompletedBy } from "../../walk/completion";
import type { WalkSettings } from "../../walk/creation";
import type { WalkPlace } from "../../walk/place";
import { noProgress, portsFrom, progressFrom, withCompleted, type Progress } from "../../walk/progress";
import { stepKey, type Walk, type WalkPorts } from "../../walk/walk";

/** What a walkthrough needs of the outside. */
export interface WalkthroughSource {
  /** The engine that it is played on: the usual one. */
  readonly live: LiveInventory;
  readonly machine: Machine;
  readonly table: ProcessTable;
  /** What stays over a reload. */
  readonly memory: vscode.Memento;
  readonly user: string;
  /** The user's settings. */
  image(): string;
  ports(): unknown;
}

const usualPorts: WalkPorts = { app: 80, published: 2000 };

/**
 * A walk as it is played in this window: how far the user has come, remembered over a reload, and the context keys by
 * which VS Code checks its steps off, told by the engine's events.
 */
export class Walkthrough implements vscode.Disposable {
  private readonly registration: { dispose(): void };
  private readonly shownKeys = new Map<string, boolean>();
  private playedHere = false;

  constructor(
    readonly walk: Walk,
    private readonly source: WalkthroughSource,
  ) {
    this.registration = source.live.onDidChange(() => void this.look());
    void this.look();
  }

  get progress(): Progress {
    return progressFrom(this.source.memory.get<unknown>(this.memoryKey));
  }

  /** True from the first step played in this window until everything is cleaned up: the engine is followed meanwhile. */
  get isPlayed(): boolean {
    return this.playedHere;
  }

  /** What its containers are made with, as the user has it now. */
  get settings(): WalkSettings {
    const { status } = this.source.live;
    return {
      ...{ walk: this.walk, user: this.source.user, image: this.source.image() },
      ports: { ...usualPorts, ...portsFrom(this.source.ports()), ...this.progress.ports },
      usernsRemap: status.kind === "ready" && status.facts.usernsRemap,
    };
  }

  /** Where it is played, with what the engine has at this moment. Throws EngineError. */
  async place(signal?: AbortSignal): Promise<WalkPlace> {
    const { live, machine, table } = this.source;
    this.playedHere = true;
    const engine = await live.ready(signal);
    const { status } = live;
    // What was started a moment ago may not have been told yet.
    const inventory = withContainers(live.inventory, undefined, await engine.listContainers(undefined, signal));
    const facts = status.kind === "ready" ? status.facts : await engine.facts(signal);
    return { engine, facts, machine, table, inventory, settings: this.settings };
  }

  /** Remembers what has come of an action, and looks what that completes. */
  async remember(change: (progress: Progress) => Progress): Promise<void> {
    await this.source.memory.update(this.memoryKey, change(this.progress));
    await this.look();
  }

  /** Forgets how far the user has come. */
  async reset(): Promise<void> {
    this.playedHere = false;
    await this.source.memory.update(this.memoryKey, noProgress);
    await this.look();
  }

  /** Everything is cleaned up. */
  rest(): void {
    this.playedHere = false;
  }

  dispose(): void {
    this.registration.dispose();
  }

  private get memoryKey(): string {
    return `hostside.walk.${this.walk.id}`;
  }

  private async look(): Promise<void> {
    const { live, user, memory } = this.source;
    const before = this.progress;
    const seen = { containers: containersOfWalk(live.inventory, this.walk, user), tried: before.tried };
    // Of an engine that was not asked it is not known that nothing is left.
    const isKnown = live.status.kind === "ready";
    const complete = isKnown ? this.walk.steps.filter((step) => isCompletedBy(step, seen)) : [];
    const progress = withCompleted(
      before,
      complete.map(({ id }) => id),
    );
    if (progress !== before) await memory.update(this.memoryKey, progress);
    for (const step of this.walk.steps) this.show(stepKey(this.walk, step), progress.completed.includes(step.id));
  }

  private show(key: string, value: boolean): void {
    if (this.shownKeys.get(key) === value) return;
    this.shownKeys.set(key, value);
    void vscode.commands.executeCommand("setContext", key, value);
  }
}
