import * as vscode from "vscode";
import type { Container } from "../../docker/inventory/container";
import type { Engine } from "../../docker/api/engine";
import { EngineError, faultFrom } from "../../docker/fault";
import { sanitizeLines } from "../../docker/sanitize";
import { LogStream } from "../../docker/api/logStream";
import { explainEngineFault } from "../../insight/explainFault";

/** How much of the past is shown. */
const pastLines = 500;

/** A log that is being followed. */
export interface FollowedLog {
  /** What has been shown so far. */
  text(): string;
  /** Resolves when the container has stopped, the log is followed anew, or it cannot be followed any more. */
  readonly ended: Promise<void>;
}

/** An output channel for the log of each container, which goes on as long as the container runs. */
export class ContainerLogs implements vscode.Disposable {
  private readonly channels = new Map<string, { readonly channel: vscode.OutputChannel; following: AbortController }>();

  /** Shows the log and follows it. Resolves once the engine has begun to send it. Throws EngineError. */
  async follow(engine: Engine, container: Container, signal: AbortSignal): Promise<FollowedLog> {
    const { tty, startedAt, error } = await engine.inspectContainer(container.id, signal);
    const following = new AbortController();
    const stream = await engine.followLogs(container.id, pastLines, following.signal);
    const known = this.channels.get(container.id);
    known?.following.abort();
    // What is in the channel is text: VS Code colours it as a log and runs nothing of it.
    const channel = known?.channel ?? vscode.window.createOutputChannel(`Hostside: ${container.name}`, "log");
    this.channels.set(container.id, { channel, following });
    const title = vscode.l10n.t("Log of {0} (last {1} lines)", container.name, pastLines);
    channel.replace(`${title}\n`);
    channel.show(true);
    const neverStarted = error !== "" && Number.isNaN(Date.parse(startedAt));
    let shown = "";
    const append = (text: string): void => {
      const sanitized = sanitizeLines(text);
      // Kept for whoever asked, as far as it may be looked at.
      shown = (shown + sanitized).slice(-1_000_000);
      channel.append(sanitized);
    };
    const read = async (): Promise<void> => {
      const frames = new LogStream(tty);
      try {
        for await (const chunk of stream) append(frames.text(chunk));
        if (neverStarted) {
          append(`${vscode.l10n.t("It has never run. The engine could not start it: {0}", error)}\n`);
          return;
        }
        if (shown === "") append(`${vscode.l10n.t("(empty)")}\n`);
        append(`${vscode.l10n.t("[the log ends here: the container does not run]")}\n`);
      } catch (error) {
        if (following.signal.aborted) return;
        const fault = error instanceof EngineError ? error.fault : faultFrom(error, engine.endpoint.address);
        append(`\n${explainEngineFault(fault, vscode.l10n)}\n`);
      }
    };
    return { text: () => shown, ended: read() };
  }

  dispose(): void {
    for (const { channel, following } of this.channels.values()) {
      following.abort();
      channel.dispose();
    }
    this.channels.clear();
  }
}
