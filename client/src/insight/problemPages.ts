import type { ComposeProblem } from "./composeProblems";

/** The kinds of problems of the running engine: they share a page. */
const kinds: Readonly<Record<ComposeProblem["code"], true>> = {
  "port-held": true,
  "port-taken": true,
  "port-forbidden": true,
  "name-in-log": true,
  "not-started": true,
  "crash-loop": true,
  "dead-namespace": true,
  "nothing-listens": true,
  "wrong-protocol": true,
  "loopback-only": true,
  "unresolved-name": true,
  drift: true,
  "missing-network": true,
  "subnet-held": true,
  "subnet-routed": true,
  "address-held": true,
};

/** The page of a rule or of a kind of problem, from the folder of the extension; undefined for what is neither by its form. */
export function pageOf(code: string): string | undefined {
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(code)) return undefined;
  return Object.hasOwn(kinds, code) ? `docs/live-problems.md#${code}` : `docs/rules/${code}.md`;
}

/** Where a page is read without the extension. */
export function pageAddress(code: string): string {
  return `https://github.com/hostside/hostside/blob/main/${pageOf(code) ?? "docs/live-problems.md"}`;
}

/** The kinds of problems of the running engine, for the test that holds their page. @internal */
export const problemKinds = Object.keys(kinds);
