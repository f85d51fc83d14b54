import type * as vscode from "vscode";
import { ReadOnlyDocuments } from "./readOnlyDocuments";

/** The scheme of the read-only documents that show what the engine knows of a container or network. */
const inspectionScheme = "hostside-inspect";

/** What the engine knows of a container or a network, as read-only JSON documents. */
export class InspectionDocuments implements vscode.Disposable {
  private readonly documents = new ReadOnlyDocuments(inspectionScheme);

  /** Opens a value as JSON. */
  show(name: string, id: string, value: unknown): Promise<vscode.Uri> {
    // The editor itself marks control and bidirectional characters; JSON escapes the former.
    return this.documents.show(`${name}.json`, id, `${JSON.stringify(value, null, 2)}\n`);
  }

  dispose(): void {
    this.documents.dispose();
  }
}
