import type * as vscode from "vscode";

const storageKey = "hostside.hoversExplained";

/** Says once that hovers explain: beside the first namespace that this user opens, until that is closed. */
export class HoverHint {
  private shownIn: object | undefined;

  constructor(private readonly memory: Pick<vscode.Memento, "get" | "update">) {}

  /** Whether it is said in this view. */
  isFor(view: object): boolean {
    if (this.shownIn === view) return true;
    if (this.shownIn !== undefined || this.memory.get<unknown>(storageKey) === true) return false;
    this.shownIn = view;
    void this.memory.update(storageKey, true);
    return true;
  }
}
