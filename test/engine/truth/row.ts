/** What a page says of Docker, as a project that shows it on a real engine with a real Compose. */
export interface Row {
  /** The rule that speaks of it; undefined where none may, because Docker does what the file says. */
  readonly rule: string | undefined;
  /** Under `services`, in flow style, a line each. */
  readonly services: string;
  /** Beside `services`. */
  readonly rest?: string;
  /** Files beside the Compose file, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** `config`: Compose refuses to load. `up`: the engine refuses. `accepted`: it runs. */
  readonly refusedAt: "config" | "up" | "accepted";
  /** What Compose or the engine says. */
  readonly says?: RegExp;
  /** Of what `docker compose config` warns; of nothing where it is not said. */
  readonly warns?: RegExp;
  /** Whether the engine has networks of these names. */
  readonly networks?: Readonly<Record<string, boolean>>;
  /** What Compose is told once all runs: `restart` and a service, say. */
  readonly then?: readonly string[];
  /** What is then seen in the containers. */
  readonly shows?: readonly Sight[];
  /** The same on an engine of version 28 and newer, where it does something else. */
  readonly from28?: Pick<Row, "refusedAt" | "says">;
}

/** The row as the engine of this major version has it. */
export function rowOn(engineMajor: number, row: Row): Row {
  if (engineMajor < 28 || row.from28 === undefined) return row;
  // What the older engine says is no part of it, also where the newer one says nothing.
  const { refusedAt, says = /(?:)/ } = row.from28;
  return { ...row, refusedAt, says };
}

/** What a service's container prints: its log, or a program that is run in it. */
export interface Sight {
  readonly service: string;
  /** The program; its log where there is none. */
  readonly run?: readonly string[];
  readonly prints: RegExp;
}

/** A container that does nothing for a while. */
export const idle = "image: busybox, command: [sleep, '60']";

/** A container that answers HTTP on a port. */
export function serving(port: number): string {
  return `image: busybox, command: [httpd, -f, -p, '${port}']`;
}

/** Where Docker has no answer it asks the resolver behind it, here none: so that this is soon known. */
export const asking = `${idle}, dns: [127.0.0.1], dns_opt: ['timeout:1', 'attempts:1']`;
