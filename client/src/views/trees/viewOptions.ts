import * as vscode from "vscode";
import { groupings, type Grouping, type ViewFilter } from "../../insight/grouping";

const groupingKey = "hostside.grouping";
const stoppedKey = "hostside.stopped";

/** What the user wants to see of the containers. Grouping and stopped ones are remembered, a filter is not. */
export class ViewOptions implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private filterText = "";

  constructor(private readonly memory: vscode.Memento) {
    this.notify();
  }

  get current(): ViewFilter {
    const grouping = groupings.find((each) => each === this.memory.get<unknown>(groupingKey)) ?? "project";
    return { grouping, filter: this.filterText, stopped: this.memory.get<unknown>(stoppedKey) === true };
  }

  async group(grouping: Grouping): Promise<void> {
    await this.memory.update(groupingKey, grouping);
    this.notify();
  }

  async showStopped(stopped: boolean): Promise<void> {
    await this.memory.update(stoppedKey, stopped);
    this.notify();
  }

  filter(text: string): void {
    const trimmed = text.trim();
    // Enter says again what was typed: nothing is drawn anew below who goes on with the keys.
    if (trimmed === this.filterText) return;
    this.filterText = trimmed;
    this.notify();
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** Menus show which way the next press goes. */
  private notify(): void {
    const { filter, stopped } = this.current;
    void vscode.commands.executeCommand("setContext", "hostside.filtered", filter !== "");
    void vscode.commands.executeCommand("setContext", "hostside.stoppedShown", stopped);
    this.changed.fire();
  }
}
