import type { UnlistedNews } from "./engineLists";

/** A live inventory between its start and its stop. */
export interface Run {
  readonly ending: AbortController;
  /** How often there was word that endpoints may be others. */
  words: number;
  /** How often there had been when the last attempt began. */
  heard: number;
  /** While an attempt looks for its endpoint. */
  seeking: boolean;
  readonly news: UnlistedNews;
  /** Ends the pause before the next attempt; absent where there is none. */
  wake?: () => void;
}

/** One that has just begun. */
export function newRun(): Run {
  const news = { changed: new Set<string>(), unlisted: new Map() };
  return { ending: new AbortController(), words: 0, heard: 0, seeking: false, news };
}

/** Waits, unless there has been word since the last attempt began: then the next one may come out otherwise. */
export async function pauseOf(run: Run, milliseconds: number, signal: AbortSignal): Promise<void> {
  if (run.heard !== run.words) return;
  await new Promise<void>((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    signal.addEventListener("abort", wake, { once: true });
    run.wake = wake;
  });
  delete run.wake;
}
