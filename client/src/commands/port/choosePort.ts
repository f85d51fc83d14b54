import * as vscode from "vscode";
import { parsePortQuery } from "../../insight/portQuery";
import { parseTarget } from "../target/parseTarget";

/**
 * The number of a port: of a line of Host Ports, of a published port or of a problem, as another command hands it in, or
 * as the user types it. Undefined where they leave it.
 */
export async function choosePort(target: unknown, prompt: string): Promise<number | undefined> {
  const { row } = parseTarget(target);
  if (row?.kind === "hostPort") return row.hostPort.port;
  if (row?.kind === "port") return row.port.hostPort;
  if (row?.kind === "problem" && row.hostPort !== undefined) return row.hostPort;
  const given = typeof target === "string" || typeof target === "number" ? portIn(String(target)) : undefined;
  if (given !== undefined) return given;
  const typed = await vscode.window.showInputBox({
    prompt,
    placeHolder: "8080",
    validateInput: (text) =>
      portIn(text) === undefined ? vscode.l10n.t("Ports are numbers from 1 to 65535.") : undefined,
  });
  return typed === undefined ? undefined : portIn(typed);
}

function portIn(text: string): number | undefined {
  const query = parsePortQuery(text);
  return query.kind === "port" ? query.port : undefined;
}
