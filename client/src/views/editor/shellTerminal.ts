import * as vscode from "vscode";
import { EngineError, faultFrom } from "../../docker/fault";
import { hangUp, type Shell } from "../../docker/api/shell";
import { explainEngineFault } from "../../insight/explainFault";

/** A terminal whose other end is a shell in a container. Closing one closes the other. */
export class ShellTerminal implements vscode.Pseudoterminal {
  private readonly written = new vscode.EventEmitter<string>();
  private readonly closed = new vscode.EventEmitter<number>();
  private readonly ending = new AbortController();
  readonly onDidWrite = this.written.event;
  readonly onDidClose = this.closed.event;
  private shell: Shell | undefined;
  private isClosed = false;
  private size: vscode.TerminalDimensions | undefined;

  constructor(private readonly start: (signal: AbortSignal) => Promise<Shell>) {}

  open(size: vscode.TerminalDimensions | undefined): void {
    this.size = size;
    void this.run();
  }

  handleInput(data: string): void {
    this.shell?.stream.write(data);
  }

  setDimensions(size: vscode.TerminalDimensions): void {
    this.size = size;
    this.resize();
  }

  close(): void {
    this.isClosed = true;
    if (this.shell === undefined) this.ending.abort();
    else void hangUp(this.shell).then(() => this.ending.abort());
  }

  private async run(): Promise<void> {
    try {
      const shell = await this.start(this.ending.signal);
      this.shell = shell;
      this.resize();
      const decoder = new TextDecoder();
      for await (const chunk of shell.stream) this.written.fire(decoder.decode(chunk as Uint8Array, { stream: true }));
      this.closed.fire((await shell.exitCode()) ?? 0);
    } catch (error) {
      if (this.isClosed) return;
      const fault = error instanceof EngineError ? error.fault : faultFrom(error);
      this.written.fire(`${explainEngineFault(fault, vscode.l10n)}\r\n`);
      this.closed.fire(1);
    }
  }

  private resize(): void {
    const size = this.size;
    // A shell that ended meanwhile has no size.
    if (size !== undefined) this.shell?.resize(size.columns, size.rows).catch(() => undefined);
  }
}
