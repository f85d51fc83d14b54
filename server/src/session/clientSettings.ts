import type { Logger } from "../../../shared/logger";
import { type Connection, DidChangeConfigurationNotification, type InitializeParams } from "vscode-languageserver";
import { defaultSettings, readSettings, type Settings } from "../workspace/settings";

/** The settings as the client has them: asked for where it answers, else as it sends them. */
export class ClientSettings {
  private known: Promise<Settings> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly log: Logger,
    private readonly params: InitializeParams,
    onDidChange: () => void,
  ) {
    connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
      this.known = this.asks ? undefined : Promise.resolve(this.understood(sectionOf(settings)));
      onDidChange();
    });
  }

  /** Once the client is there: asks it to tell of changes. */
  follow(): void {
    if (this.params.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      void this.connection.client.register(DidChangeConfigurationNotification.type, { section: "hostside" });
    }
  }

  current(): Promise<Settings> {
    this.known ??= this.ask();
    return this.known;
  }

  private get asks(): boolean {
    return this.params.capabilities.workspace?.configuration === true;
  }

  private async ask(): Promise<Settings> {
    if (!this.asks) {
      const options = this.params.initializationOptions as { settings?: unknown } | undefined;
      return this.understood(sectionOf(options?.settings));
    }
    try {
      const asked = [{ section: "hostside.rules" }, { section: "hostside.compose" }];
      const [rules, compose] = (await this.connection.workspace.getConfiguration(asked)) as readonly unknown[];
      return this.understood({ rules, compose });
    } catch (error) {
      // The next one who wants to know asks again.
      this.known = undefined;
      this.log.error(`The settings could not be read, the defaults apply: ${String(error)}`);
      return defaultSettings;
    }
  }

  private understood(setting: Parameters<typeof readSettings>[0]): Settings {
    const { settings, problems } = readSettings(setting);
    for (const problem of problems) this.log.warn(`Setting ${problem}.`);
    return settings;
  }
}

function sectionOf(settings: unknown): Parameters<typeof readSettings>[0] {
  return (settings as { hostside?: Parameters<typeof readSettings>[0] } | null | undefined)?.hostside;
}
