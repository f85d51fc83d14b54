import type * as vscode from "vscode";

/** So many folds of a view are remembered, the newest ones. */
const most = 300;

/** Which lines of a view the user folded and unfolded, by ID; remembered from one window to the next. */
export class FoldMemory {
  private readonly folds: Map<string, boolean>;

  constructor(
    private readonly memory: Pick<vscode.Memento, "get" | "update">,
    private readonly key: string,
  ) {
    const kept = memory.get<unknown>(key);
    this.folds = new Map(Array.isArray(kept) ? kept.filter(isFold) : []);
  }

  get(id: string): boolean | undefined {
    return this.folds.get(id);
  }

  set(id: string, open: boolean): void {
    this.folds.delete(id);
    this.folds.set(id, open);
    for (const oldest of this.folds.keys()) {
      if (this.folds.size <= most) break;
      this.folds.delete(oldest);
    }
    void this.memory.update(this.key, [...this.folds]);
  }
}

function isFold(entry: unknown): entry is [string, boolean] {
  return Array.isArray(entry) && typeof entry[0] === "string" && typeof entry[1] === "boolean";
}
