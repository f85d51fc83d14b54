import {
  type Connection,
  type DiagnosticRegistrationOptions,
  DocumentDiagnosticRequest,
  RegistrationRequest,
  UnregistrationRequest,
} from "vscode-languageserver";
import type { Logger } from "../../../shared/logger";
import { Rerun } from "../workspace/rerun";

const { method } = DocumentDiagnosticRequest;

function optionsWith(workspaceDiagnostics: boolean): Omit<DiagnosticRegistrationOptions, "documentSelector"> {
  return { identifier: "hostside", interFileDependencies: true, workspaceDiagnostics };
}

/** Pulled findings of a client that is told nothing else later: whether it shows those of closed files is our answer. */
export const registeredForGood = optionsWith(true);

/**
 * Pulled findings of a client that can be told anew: those of closed files are registered for while the user wants them. A
 * client that asks for them leaves the findings of a file that is closed to the answer.
 */
export class PullRegistration {
  private id = "hostside-findings-0";
  private count = 0;
  private withWorkspace = false;
  private readonly update: Rerun;

  constructor(
    connection: Pick<Connection, "sendRequest">,
    log: Pick<Logger, "warn">,
    isWanted: () => Promise<boolean>,
  ) {
    this.update = new Rerun(async () => {
      const wanted = await isWanted();
      if (wanted === this.withWorkspace) return;
      try {
        await connection.sendRequest(UnregistrationRequest.type, { unregisterations: [{ id: this.id, method }] });
        this.count += 1;
        this.id = `hostside-findings-${this.count}`;
        this.withWorkspace = wanted;
        const registrations = [{ id: this.id, method, registerOptions: optionsWith(wanted) }];
        await connection.sendRequest(RegistrationRequest.type, { registrations });
      } catch (error) {
        log.warn(`The editor does not register for findings anew: ${String(error)}`);
      }
    });
  }

  /** What the server says of itself at first: findings of open files, under a name by which that is withdrawn. */
  get first(): DiagnosticRegistrationOptions & { readonly id: string } {
    return { ...optionsWith(false), documentSelector: null, id: this.id };
  }

  /** Registers as the user wants it now. */
  follow(): void {
    void this.update.run();
  }
}
