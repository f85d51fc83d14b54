import type { Connection, WorkDoneProgressReporter } from "vscode-languageserver";
import { count, say, type Speak } from "../../../shared/text";
import type { Logger } from "../../../shared/logger";

/** Shows how far a check has come, where the client can, and hears of a user who ends it. */
export class CheckProgress {
  private reporter: WorkDoneProgressReporter | undefined;
  private hasEnded = false;
  private shown = -1;

  private constructor(private readonly speak: Speak) {}

  /** In the place that the client gave with its request. */
  static in(reporter: WorkDoneProgressReporter, speak: Speak): CheckProgress {
    const progress = new CheckProgress(speak);
    progress.begin(reporter, false);
    return progress;
  }

  /** In a place that the client is asked for; the check does not wait for it. */
  static asked(
    { window }: Pick<Connection, "window">,
    log: Pick<Logger, "debug">,
    speak: Speak,
    onDidCancel: () => void,
  ): CheckProgress {
    const progress = new CheckProgress(speak);
    window.createWorkDoneProgress().then(
      (reporter) => {
        reporter.token.onCancellationRequested(onDidCancel);
        progress.begin(reporter, true);
      },
      (error: unknown) => log.debug(`The editor shows no progress: ${String(error)}`),
    );
    return progress;
  }

  /** So many files of so many have been checked. */
  report(done: number, all: number): void {
    const percentage = Math.floor((100 * done) / Math.max(1, all));
    if (this.reporter === undefined || percentage === this.shown) return;
    this.shown = percentage;
    this.reporter.report(percentage, this.speak(say`${count(done)} of ${count(all)}`));
  }

  end(): void {
    this.hasEnded = true;
    this.reporter?.done();
    this.reporter = undefined;
  }

  private begin(reporter: WorkDoneProgressReporter, canBeCancelled: boolean): void {
    reporter.begin(this.speak(say`Checking Compose files`), 0, undefined, canBeCancelled);
    if (this.hasEnded) reporter.done();
    else this.reporter = reporter;
  }
}
