/** Who wants to know which Docker Compose is installed. */
interface Listener {
  sendComposeVersion(version: string): Promise<void>;
  /** Called after each start, also after that of one in the place of one that crashed: it knows of nothing. */
  onDidStart(listener: () => void): { dispose(): void };
}

/** Whether programs may be run for the workspace, and word of the moment from which on they may. */
interface Trust {
  readonly isTrusted: boolean;
  onDidGrantWorkspaceTrust(listener: () => void): { dispose(): void };
}

/**
 * Tells the language server which Docker Compose is installed: what an older one refuses is an error then. It is asked
 * once, when the first server runs in a trusted workspace; where there is none the server takes the current one.
 */
export function followComposeVersion(
  ask: () => Promise<string | undefined>,
  trust: Trust,
  listener: Listener,
): { dispose(): void } {
  let asked: Promise<string | undefined> | undefined;
  let isRunning = false;
  const send = async (): Promise<void> => {
    if (!isRunning || !trust.isTrusted) return;
    const version = await (asked ??= ask());
    // A server that ends has other ways to say so; the one that is started in its place gets it again.
    if (version !== undefined) await listener.sendComposeVersion(version).catch(() => undefined);
  };
  const registrations = [
    listener.onDidStart(() => {
      isRunning = true;
      void send();
    }),
    trust.onDidGrantWorkspaceTrust(() => void send()),
  ];
  return { dispose: () => registrations.forEach((registration) => registration.dispose()) };
}
