import * as vscode from "vscode";
import type { EngineSet } from "../docker/engineSet";
import { engineMessageRows, engineRow, sourceOf } from "./engineRows";
import { networkListRows, networkMemberRows } from "./networkRows";
import type { Row } from "./row";
import { RowTree } from "./rowTree";

/** The id of the view, as in package.json. */
export const networksViewId = "hostside.networks";

/** The networks of every engine, each with its containers. */
export class NetworksTree extends RowTree {
  readonly #registration: vscode.Disposable;

  constructor(private readonly engines: EngineSet) {
    super();
    this.#registration = vscode.Disposable.from(engines.onDidChange(() => this.redraw()));
  }

  override dispose(): void {
    this.#registration.dispose();
    super.dispose();
  }

  protected rootRows(): readonly Row[] {
    const { sessions, primary } = this.engines;
    if (sessions.length === 1) return networkListRows(sourceOf(primary, vscode.l10n));
    return sessions.map((session) => engineRow(session, vscode.l10n));
  }

  protected rowsBelow(row: Row): readonly Row[] {
    const session = this.engines.session(row.engine);
    const source = sourceOf(session, vscode.l10n);
    if (row.network !== undefined) return networkMemberRows(source, row.network);
    if (row.kind !== "engine") return [];
    const rows = networkListRows(source);
    return rows.length > 0 ? rows : engineMessageRows(session, vscode.l10n);
  }

  protected unfolded(): void {
    // What is below a line is here already.
  }

  protected tooltipOf(row: Row): Promise<readonly string[]> {
    return Promise.resolve([row.label, ...row.description.split("  ").filter((part) => part !== "")]);
  }
}
