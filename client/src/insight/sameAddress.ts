import { readAddress } from "../../../shared/subnet";

/** Whether two texts are one address, however its zeros are written. */
export function isSameAddress(one: string, other: string): boolean {
  const [first, second] = [readAddress(one), readAddress(other)];
  return first !== undefined && second !== undefined
    ? first.family === second.family && first.number === second.number
    : one === other;
}
