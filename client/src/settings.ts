import * as vscode from "vscode";

/** The settings that the client itself reads; the language server reads `hostside.rules`. */
export const settings = {
  section: "hostside",
  dockerHost: "docker.host",
} as const;

/** Every setting there is, for the test that holds package.json to it. */
export const settingKeys: readonly string[] = ["hostside.docker.host", "hostside.rules", "hostside.trace.server"];

/** The engine that the user named, or the empty string. */
export function dockerHost(): string {
  const value = vscode.workspace.getConfiguration(settings.section).get<unknown>(settings.dockerHost);
  return typeof value === "string" ? value : "";
}

/** True where the change may mean another engine. */
export function concernsEngine(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration(`${settings.section}.${settings.dockerHost}`);
}
