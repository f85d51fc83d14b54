/** The version of Docker Compose that reads the files: major, minor, patch; undefined for the current one. */
export type ComposeVersion = readonly [major: number, minor: number, patch: number] | undefined;

/** Reads `2.40`, `v5.0.1` or what `docker compose version --short` prints; undefined where it is no version. */
export function readComposeVersion(text: string): NonNullable<ComposeVersion> | undefined {
  const parts = /^v?(\d{1,4})(?:\.(\d{1,4}))?(?:\.(\d{1,4}))?(?:[-+~].*)?$/.exec(text.trim());
  return parts === null ? undefined : [Number(parts[1]), Number(parts[2] ?? 0), Number(parts[3] ?? 0)];
}

/** Whether a version is older than another one; the current one is not. */
export function isBefore(version: ComposeVersion, other: NonNullable<ComposeVersion>): boolean {
  if (version === undefined) return false;
  const index = version.findIndex((part, at) => part !== other[at]);
  return index >= 0 && (version[index] ?? 0) < (other[index] ?? 0);
}

/** What an included file defines too is merged (compose-go 2.10.0; docs/docker-behaviour.md#include-merges). */
export const mergesIncluded: NonNullable<ComposeVersion> = [5, 0, 0];
/** Includes come before `extends` (compose-go 2.10.2; docs/docker-behaviour.md#extends-after-include). */
export const includesFirst: NonNullable<ComposeVersion> = [5, 1, 2];
