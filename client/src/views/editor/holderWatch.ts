import { readListenersOf } from "../../netns/read/listeners";
import type { Machine } from "../../netns/read/machine";

/** A port of the host and the process of this machine that has it. */
export interface Held {
  readonly port: number;
  readonly pid: number;
}

/** Nobody tells when a process ends: those whose ports are shown are looked at each so many milliseconds. */
const pause = 1_000;

/** Looks whether processes still have the ports that are shown as theirs, by the kernel's list of sockets alone. */
export class HolderWatch {
  private held: readonly Held[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly machine: Machine,
    private readonly gone: () => void,
  ) {}

  /** Looks at these from now on, and at no others; calls back once when one of them has lost its port. */
  watch(held: readonly Held[]): void {
    this.held = held;
    this.timer ??= held.length === 0 ? undefined : this.later();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.held = [];
  }

  private later(): NodeJS.Timeout {
    return setTimeout(() => void this.look(), pause);
  }

  private async look(): Promise<void> {
    const { held } = this;
    for (const { pid, port } of held) {
      const sockets = await readListenersOf(this.machine, pid);
      if (sockets?.some((socket) => socket.port === port) === true) continue;
      // Who is told reads everything anew, and says what is to be looked at then.
      if (this.held === held) this.held = [];
      this.gone();
      break;
    }
    this.timer = this.held.length === 0 ? undefined : this.later();
  }
}
