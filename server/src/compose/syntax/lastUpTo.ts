/** The last that starts at this offset or before it. They stand in the order of the text, and there may be very many. */
export function lastUpTo<T>(all: readonly T[], offset: number, startOf: (each: T) => number): T | undefined {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const each = all[middle];
    if (each !== undefined && startOf(each) <= offset) low = middle + 1;
    else high = middle;
  }
  return all[low - 1];
}
