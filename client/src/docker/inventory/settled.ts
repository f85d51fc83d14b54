import type { EngineStatus } from "./engineStatus";
import { EngineError } from "../fault";

/** What has a status and tells of its changes. */
interface HasStatus {
  readonly status: EngineStatus;
  onDidChange(listener: () => void): { dispose(): void };
}

/** Resolves with the first status that is an outcome; throws a cancelled fault when the signal aborts before. */
export function settledStatus(live: HasStatus, signal?: AbortSignal): Promise<EngineStatus> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      registration.dispose();
      signal?.removeEventListener("abort", cancel);
      settle();
    };
    const cancel = (): void => finish(() => reject(new EngineError({ kind: "cancelled", detail: "cancelled" })));
    const look = (): void => {
      if (live.status.kind !== "connecting") finish(() => resolve(live.status));
    };
    const registration = live.onDidChange(look);
    signal?.addEventListener("abort", cancel, { once: true });
    if (signal?.aborted === true) cancel();
    else look();
  });
}
