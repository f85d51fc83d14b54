import * as vscode from "vscode";
import type { ReadingOptions } from "../../insight/readSubjects";
import type { CommandContext } from "./context";

/** Milliseconds after which a reading is slow enough to offer its end. */
const patience = 1_500;

/**
 * Runs a reading under progress in the window's status bar; one that takes long, as over a slow line, can be ended in a
 * notification, and one of many tells how far it is. Its end ends the reading's. Where `offered`, the notification is
 * there from the beginning.
 */
export async function whileReading<T>(
  { helperConsent }: Pick<CommandContext, "helperConsent">,
  title: string,
  signal: AbortSignal,
  read: (options: ReadingOptions) => Promise<T>,
  offered = false,
): Promise<T> {
  const ended = new AbortController();
  let told = "";
  let tell: (() => void) | undefined;
  const options: ReadingOptions = {
    signal: AbortSignal.any([signal, ended.signal]),
    onRead: (done, all) => {
      told = `${done}/${all}`;
      tell?.();
    },
  };
  const reading = read(options);
  const offer = (): void => {
    // Who is asked something can say no there.
    if (helperConsent.asking) {
      timer = setTimeout(offer, patience);
      return;
    }
    const location = vscode.ProgressLocation.Notification;
    void vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
      const registration = token.onCancellationRequested(() => ended.abort());
      tell = () => progress.report({ message: told });
      if (told !== "") tell();
      // How it ended is for whoever began it.
      await reading.catch(() => undefined);
      registration.dispose();
    });
  };
  let timer = setTimeout(offer, offered ? 0 : patience);
  try {
    return await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () => reading);
  } finally {
    clearTimeout(timer);
  }
}
