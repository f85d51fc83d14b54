/** A way of a thousand steps is not read step by step: its beginning and its end say enough. */
const mostNames = 16;

/** The names along a way of so many steps; of a long one those at both ends, with "..." between. */
export function shortenedWay(length: number, nameAt: (step: number) => string): string[] {
  const steps = Array.from({ length: Math.min(length, mostNames) }, (_, index) => index);
  const names = steps.map((step) => nameAt(step < mostNames / 2 ? step : length - steps.length + step));
  if (length > mostNames) names.splice(mostNames / 2, 0, "...");
  return names;
}
