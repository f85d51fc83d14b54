import type { Connection, WorkDoneProgressReporter } from "vscode-languageserver";
import type { Logger } from "../../../shared/logger";

const title = "Checking Compose files";

/** Shows how far a check has come, where the client can, and hears of a user who ends it. */
export class CheckProgress {
  private reporter: WorkDoneProgressReporter | undefined;
  private hasEnded = false;
  private shown = -1;

  /** In the place that the client gave with its request. */
  static in(reporter: WorkDoneProgressReporter): CheckProgress {
    const progress = new CheckProgress();
    progress.begin(reporter, false);
    return progress;
  }

  /** In a place that the client is asked for; the check does not wait for it. */
  static asked(
    { window }: Pick<Connection, "window">,
    log: Pick<Logger, "debug">,
    onDidCancel: () => void,
  ): CheckProgress {
    const progress = new CheckProgress();
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
    this.reporter.report(percentage, `${done.toLocaleString("en")} of ${all.toLocaleString("en")}`);
  }

  end(): void {
    this.hasEnded = true;
    this.reporter?.done();
    this.reporter = undefined;
  }

  private begin(reporter: WorkDoneProgressReporter, canBeCancelled: boolean): void {
    reporter.begin(title, 0, undefined, canBeCancelled);
    if (this.hasEnded) reporter.done();
    else this.reporter = reporter;
  }
}
