import type { EngineKind } from "../../../shared/engineKind";
import type { EngineFactsMessage } from "../../../shared/protocol";

const plain: EngineKind = {
  os: "linux",
  desktop: false,
  desktopHostNetworking: undefined,
  rootless: false,
  usernsRemap: false,
  version: undefined,
};

/** The kinds of engine that a user can name. */
const kinds = {
  linux: plain,
  "docker-desktop": { ...plain, desktop: true, desktopHostNetworking: false },
  "docker-desktop-host-networking": { ...plain, desktop: true, desktopHostNetworking: true },
  rootless: { ...plain, rootless: true },
  "userns-remap": { ...plain, usernsRemap: true },
  windows: { ...plain, os: "windows" },
} as const satisfies Readonly<Record<string, EngineKind>>;

/** A kind of engine as `hostside.compose.engine` and `--engine` name it. */
export type EngineWord = keyof typeof kinds;

/** All of them, for messages. */
export const engineWords = Object.keys(kinds) as EngineWord[];

/** Whether a word names a kind of engine. */
export function isEngineWord(word: unknown): word is EngineWord {
  return engineWords.some((each) => each === word);
}

/** What a running engine says of itself, as far as rules depend on it. */
type KnownEngine = Pick<EngineFactsMessage, "os" | "desktop" | "rootless" | "usernsRemap" | "version">;

/**
 * The engine that the rules ask: the running one where there is one, else the one that the user named, else none. Of Docker
 * Desktop the user alone knows whether host networking is enabled.
 */
export function engineOf(facts: KnownEngine | null, named: EngineWord | undefined): EngineKind | undefined {
  const stated = named && kinds[named];
  if (facts === null) return stated;
  const { os, desktop, rootless, usernsRemap, version } = facts;
  const desktopHostNetworking = desktop ? stated?.desktopHostNetworking : undefined;
  return { os: os === "windows" ? "windows" : "linux", desktop, desktopHostNetworking, rootless, usernsRemap, version };
}

/** Answers with the same object as long as the engine is of the same kind: what the rules found hangs on it. */
export class CurrentEngine {
  private facts: KnownEngine | null = null;
  private last: EngineKind | undefined;

  /** What the client says of the running engine; null where there is none. */
  set(facts: KnownEngine | null): void {
    this.facts = facts;
  }

  /** The engine beside what the user named. */
  beside(named: EngineWord | undefined): EngineKind | undefined {
    const engine = engineOf(this.facts, named);
    if (JSON.stringify(engine) !== JSON.stringify(this.last)) this.last = engine;
    return this.last;
  }
}
