/**
 * Takes away whatever can go from what was found while it still shows the same: the first smaller one that does is
 * taken, until none does or so many were tried.
 */
export async function shrunk<T>(
  found: T,
  smallerThan: (of: T) => Iterable<T>,
  mostTries: number,
  showsTheSame: (smaller: T) => Promise<boolean>,
): Promise<T> {
  let smallest = found;
  let tries = 0;
  for (let goesOn = true; goesOn;) {
    goesOn = false;
    for (const smaller of smallerThan(smallest)) {
      if (tries >= mostTries) return smallest;
      tries += 1;
      if (!(await showsTheSame(smaller))) continue;
      smallest = smaller;
      goesOn = true;
      break;
    }
  }
  return smallest;
}
