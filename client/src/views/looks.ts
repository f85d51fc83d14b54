import type { Container } from "../docker/container";
import type { LiveInventory } from "../docker/liveInventory";
import { faultFrom } from "../docker/fault";
import { lookInto, youngMilliseconds, type ContainerLook } from "../insight/containerLook";
import type { Machine } from "../netns/machine";

/** A look at a container that is open in the tree is taken again when it was young, this long after its start. */
const again = youngMilliseconds + 500;

/**
 * The closer looks at containers that somebody opened or pointed at. A look is remembered by the container, which is
 * another object as soon as anything about it changes.
 */
export class Looks {
  readonly #looks = new WeakMap<Container, ContainerLook>();
  readonly #pending = new WeakMap<Container, Promise<ContainerLook | undefined>>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #ending = new AbortController();

  constructor(
    private readonly machine: Machine,
    private readonly log: { debug(message: string): void },
  ) {}

  /** What is known without asking. */
  known(container: Container): ContainerLook | undefined {
    return this.#looks.get(container);
  }

  /** Looks, unless that has been done; undefined where the engine could not be asked. */
  async look(live: LiveInventory, container: Container): Promise<ContainerLook | undefined> {
    const known = this.#looks.get(container);
    if (known !== undefined) return known;
    const pending = this.#pending.get(container) ?? this.#take(live, container);
    this.#pending.set(container, pending);
    return pending;
  }

  /** Forgets, so that the next look is a new one. */
  forget(container: Container): void {
    this.#looks.delete(container);
    this.#pending.delete(container);
  }

  /** Calls back once, when a container that was young is not any more. */
  whenGrown(look: ContainerLook, grown: () => void): void {
    if (!look.young || this.#ending.signal.aborted) return;
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        grown();
      },
      Math.max(0, Math.min(again, again - (Date.now() - (look.startedAt ?? 0)))),
    );
    this.#timers.add(timer);
  }

  dispose(): void {
    this.#ending.abort();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #take(live: LiveInventory, container: Container): Promise<ContainerLook | undefined> {
    const { status, inventory } = live;
    if (status.kind !== "ready") return undefined;
    try {
      const look = await lookInto(status.engine, this.machine, inventory, container, this.#ending.signal);
      this.#looks.set(container, look);
      return look;
    } catch (error) {
      // What the list says stays shown; an engine that does not answer is said by the tree as a whole.
      this.log.debug(`${container.name}: ${faultFrom(error).detail}`);
      return undefined;
    } finally {
      this.#pending.delete(container);
    }
  }
}
