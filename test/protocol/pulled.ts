import {
  CancellationToken,
  type Diagnostic,
  type PreviousResultId,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver-protocol/node";
import type { Client } from "./client";

/** What a client has of each file, as VS Code keeps it. */
export class Pulled {
  readonly items = new Map<string, Diagnostic[]>();
  private readonly ids = new Map<string, string>();
  /** The reports of the last answer. */
  last: WorkspaceDocumentDiagnosticReport[] = [];

  constructor(readonly client: Client) {}

  get previousResultIds(): PreviousResultId[] {
    return [...this.ids].map(([uri, value]) => ({ uri, value }));
  }

  take(reports: readonly WorkspaceDocumentDiagnosticReport[]): void {
    for (const report of reports) {
      if (report.kind === "full") this.items.set(report.uri, report.items);
      if (report.resultId === undefined) this.ids.delete(report.uri);
      else this.ids.set(report.uri, report.resultId);
    }
  }

  async ask(token = CancellationToken.None): Promise<void> {
    const params = { identifier: "hostside", previousResultIds: this.previousResultIds };
    const { items } = await this.client.connection.sendRequest<WorkspaceDiagnosticReport>(
      "workspace/diagnostic",
      params,
      token,
    );
    this.last = items;
    this.take(items);
  }
}
