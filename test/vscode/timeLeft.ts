/** When Mocha gives up on what runs now: one test or hook at a time, told by the runner. */
let ends: number | undefined;

/** Notes that a test or a hook begins, which may take this many milliseconds; 0 is for ever. */
export function beginRunnable(milliseconds: number): void {
  ends = milliseconds === 0 ? undefined : performance.now() + milliseconds;
}

/** How long a wait may last, so that it ends before Mocha's time-out and can say what it saw. */
export function timeLeft(): number {
  const before = 1_000;
  return ends === undefined ? 25_000 : Math.max(ends - performance.now() - before, 1);
}
