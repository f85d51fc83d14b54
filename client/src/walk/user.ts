import { hostname, userInfo } from "node:os";

/** Who plays walks here, such as `anna@laptop`: the same in every window of this user on this machine. */
export function walkUser(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    // A user of a container may have a number and no name.
    return `${process.getuid?.() ?? "user"}@${hostname()}`;
  }
}
