/** What finding an endpoint needs to know of the outside. */
export interface EndpointEnvironment {
  /** The setting `hostside.docker.host`; empty when unset. */
  readonly setting: string;
  /** The setting `hostside.docker.context`; empty when unset. */
  readonly contextSetting: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** The user's number, for sockets in their runtime directory; undefined on Windows. */
  readonly userId: number | undefined;
  /** The text of a file, or undefined where it cannot be read. */
  readFile(file: string): Promise<string | undefined>;
  /** The names in a folder; none where it cannot be read. */
  list(folder: string): Promise<readonly string[]>;
  exists(file: string): Promise<boolean>;
  /** Whether somebody takes connections on a socket, from us. */
  accepts(socket: string): Promise<boolean>;
}
