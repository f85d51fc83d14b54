/** How much of a namespace is wanted; what is not costs nothing. */
export interface ReadRequest {
  /**
   * `quick` takes the first way that tells interfaces and addresses; `full` goes on to the one that tells flags and MTU
   * too, which may run a program in the container.
   */
  readonly depth: "quick" | "full";
  /** Routes as `ip` tells them, with who made each; without it they are as /proc tells them. */
  readonly routes?: boolean;
  /** Listening sockets: the kernel takes milliseconds to list them. */
  readonly sockets?: boolean;
  /** Who holds each socket: a walk over all processes. */
  readonly owners?: boolean;
  readonly dns?: boolean;
  /** Asks `ip` for its usual text rather than for JSON, to show it as it stands. */
  readonly raw?: boolean;
}

/** What a comparison of addresses needs. */
export const fullRequest: ReadRequest = { depth: "full" };

/** What a table of many containers needs. */
export const quickRequest: ReadRequest = { depth: "quick" };
