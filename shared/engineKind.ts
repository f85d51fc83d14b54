/**
 * What decides whether an engine's `network_mode: host` is the network of the machine
 * (docs/docker-behaviour.md#rootless, and #host-mode-userns for user namespaces).
 */
export interface EngineKind {
  /** Whose containers it runs. */
  readonly os: "linux" | "windows";
  /** It runs in Docker Desktop's virtual machine. */
  readonly desktop: boolean;
  /** Docker Desktop's "Enable host networking", which the engine's API does not tell; undefined where nobody said. */
  readonly desktopHostNetworking: boolean | undefined;
  readonly rootless: boolean;
  /** The daemon was started with `userns-remap`. */
  readonly usernsRemap: boolean;
  /** Such as `28.5.2`; undefined where nobody said. */
  readonly version: string | undefined;
}

/** Whether an engine is known to be at least of a version; undefined where its version is not known. */
export function isAtLeast(
  { version }: EngineKind | Pick<EngineKind, "version">,
  major: number,
  minor: number,
): boolean | undefined {
  const [, itsMajor, itsMinor] = /^v?(\d+)\.(\d+)/.exec(version ?? "") ?? [];
  if (itsMajor === undefined || itsMinor === undefined) return undefined;
  return Number(itsMajor) > major || (Number(itsMajor) === major && Number(itsMinor) >= minor);
}
