import type {
  CancellationToken,
  ResultProgressReporter,
  WorkDoneProgressReporter,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDiagnosticReportPartialResult,
} from "vscode-languageserver";
import { fileOf } from "../workspace/fileId";
import { NoLongerAsked, type StillAsked } from "../workspace/turns";
import { CheckProgress } from "./checkProgress";
import type { FeatureContext } from "./context";
import type { ResultIds } from "./resultIds";
import { answering } from "./run";
import { WorkspaceCheck } from "./workspaceCheck";
import { WorkspaceReporter } from "./workspaceReporter";

const method = "workspace/diagnostic";

/** From so many files on it is shown how far the check has come. */
const manyFiles = 20;

/** What shows the findings of closed files, as others see it. */
export interface ShownWorkspace {
  /** Whether the client asks for the findings of closed files and the setting wants them. */
  isShown(): Promise<boolean>;
  /** Calls back when it begins. */
  onDidBegin(listener: () => void): void;
  /** Checks everything again. */
  again(): void;
}

/**
 * The findings of files that are not open, pulled by the client while the setting wants them. A request is held open until
 * there is something that the client does not have, so that one that asks again and again is answered when it matters.
 */
export function registerWorkspaceDiagnostics(context: FeatureContext, ids: ResultIds): ShownWorkspace {
  const changes = new Changes();
  const check = new WorkspaceCheck(context, ids, () => changes.happened());
  const listeners: (() => void)[] = [];
  const isWanted = async (): Promise<boolean> => (await context.settings()).checks === "workspace";
  const isOpen = (file: string): boolean => context.documents().some(({ uri }) => fileOf(uri) === file);
  let hasBegun = false;
  let latest = {};

  const answer = async (
    { previousResultIds, workDoneToken }: WorkspaceDiagnosticParams,
    stillAsked: StillAsked,
    place: WorkDoneProgressReporter,
    partial: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined,
  ): Promise<WorkspaceDiagnosticReport> => {
    const call = {};
    // One client waits for one answer.
    latest = call;
    changes.happened();
    const goesOn = Object.assign(() => stillAsked() && latest === call, { inBackground: true as const });
    const showProgress = (files: number): CheckProgress | undefined => {
      if (workDoneToken !== undefined) return CheckProgress.in(place, context.speak);
      if (!context.client.showsProgress || files < manyFiles) return undefined;
      return CheckProgress.asked(context.connection, context.log, context.speak, () => check.stop());
    };
    const reporter = new WorkspaceReporter(previousResultIds, partial);
    const pass = async (): Promise<void> => {
      const wanted = await isWanted();
      if (wanted && !hasBegun) for (const listener of listeners) listener();
      hasBegun = wanted;
      if (wanted) await check.run(goesOn, (file, result) => reporter.tell(file, result), showProgress);
      for (const file of reporter.files) {
        if (!(wanted && check.known.has(file)) && !isOpen(file)) reporter.tell(file, undefined);
      }
      reporter.flush();
    };
    if (await isWanted()) for (const [file, result] of check.known) reporter.tell(file, result);
    for (;;) {
      const seen = changes.count;
      await pass();
      if (!goesOn()) throw new NoLongerAsked();
      // What was opened meanwhile the client asks about by itself.
      if (reporter.hasNews) return { items: reporter.rest().filter(({ uri }) => !isOpen(fileOf(uri))) };
      await changes.after(seen);
      if (!goesOn()) throw new NoLongerAsked();
    }
  };

  context.connection.languages.diagnostics.onWorkspace((params, token: CancellationToken, place, partial) => {
    const registration = token.onCancellationRequested(() => changes.happened());
    return answering(method, context.log, (_params: unknown, stillAsked) => answer(params, stillAsked, place, partial))(
      undefined,
      token,
    ).finally(() => registration.dispose());
  });
  return {
    isShown: async () => hasBegun && (await isWanted()),
    onDidBegin: (listener) => void listeners.push(listener),
    again: () => check.again(),
  };
}

/** Counts changes, so that who waits for the next one misses none. */
class Changes {
  count = 0;
  private waiting: (() => void)[] = [];

  happened(): void {
    this.count += 1;
    const told = this.waiting;
    this.waiting = [];
    for (const resume of told) resume();
  }

  /** Resolves when there was one after so many. */
  async after(count: number): Promise<void> {
    if (this.count === count) await new Promise<void>((resume) => this.waiting.push(resume));
  }
}
