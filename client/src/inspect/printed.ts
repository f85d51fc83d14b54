/** What is printed: the lines for people, the value for programs, and what the exit status says. */
export interface Printed {
  readonly lines: readonly string[];
  readonly json: unknown;
  readonly status: 0 | 1 | 2;
}
