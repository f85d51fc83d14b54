import * as vscode from "vscode";

/** The settings that the client itself reads; the language server reads `hostside.rules` and `hostside.compose`. */
export const settings = {
  section: "hostside",
  dockerHost: "docker.host",
  dockerContext: "docker.context",
  helperImage: "helper.image",
  dockerAlso: "docker.additional",
  hideEditor: "hostPorts.hideEditor",
  checkPorts: "containers.checkPorts",
  liveProblems: "compose.liveProblems",
  check: "compose.check",
  serviceLenses: "compose.serviceLenses",
  tutorialImage: "tutorial.image",
  tutorialPorts: "tutorial.ports",
} as const;

/**
 * Every setting there is.
 * @forTests package.json is held to it
 */
export const settingKeys: readonly string[] = [
  "hostside.docker.host",
  "hostside.docker.context",
  "hostside.docker.additional",
  "hostside.helper.image",
  "hostside.hostPorts.hideEditor",
  "hostside.containers.checkPorts",
  "hostside.compose.projects",
  "hostside.compose.useEnvironment",
  "hostside.compose.engine",
  "hostside.compose.deployedWith",
  "hostside.compose.version",
  "hostside.compose.check",
  "hostside.compose.inlayHints.mode",
  "hostside.compose.inlayHints.listens",
  "hostside.compose.inlayHints.variables",
  "hostside.compose.inlayHints.overrides",
  "hostside.compose.serviceLenses",
  "hostside.compose.liveProblems",
  "hostside.rules",
  "hostside.tutorial.image",
  "hostside.tutorial.ports",
  "hostside.trace.server",
];

/** The engine's address that the user named, or the empty string. */
function dockerHost(): string {
  return text(settings.dockerHost);
}

/** The Docker context that the user chose for Hostside, or the empty string. */
export function dockerContext(): string {
  return text(settings.dockerContext);
}

/** What the settings name as the usual engine: an address and a context, either may be the empty string. */
export function namedEngine(): { readonly setting: string; readonly contextSetting: string } {
  return { setting: dockerHost(), contextSetting: dockerContext() };
}

/** The image that helper containers are made from, or the empty string. */
export function helperImage(): string {
  const value = vscode.workspace.getConfiguration(settings.section).get<unknown>(settings.helperImage);
  return typeof value === "string" ? value.trim() : "";
}

/** The engines that are shown beside that one: names of Docker contexts, or addresses. */
export function additionalEngines(): string[] {
  const value = vscode.workspace.getConfiguration(settings.section).get<unknown>(settings.dockerAlso);
  const named = (Array.isArray(value) ? value : []).filter((each) => typeof each === "string");
  return named.map((each) => each.trim()).filter((each) => each !== "");
}

/** True where Host Ports leaves out what the editor itself listens on. */
export function hidesEditor(): boolean {
  return vscode.workspace.getConfiguration(settings.section).get<unknown>(settings.hideEditor) === true;
}

/** Whether the published ports of an engine's containers are checked although nobody points at them. */
export function checksPorts({ kind }: { readonly kind: "socket" | "tcp" | "ssh" }): boolean {
  const value = vscode.workspace.getConfiguration(settings.section).get<unknown>(settings.checkPorts);
  return value === "always" || (value !== "never" && kind === "socket");
}

/** Whether the Compose files of the workspace are checked although none of them is open. */
export function checksWorkspace(): boolean {
  return vscode.workspace.getConfiguration(settings.section).get<unknown>(settings.check) === "workspace";
}

/** True where the change concerns that. */
export function concernsWorkspaceCheck(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration(`${settings.section}.${settings.check}`);
}

/** Whether a line above each service says its network, or what runs of it. */
export function showsServiceLenses(): boolean {
  return vscode.workspace.getConfiguration(settings.section).get<unknown>(settings.serviceLenses) !== false;
}

/** True where the change concerns that. */
export function concernsServiceLenses(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration(`${settings.section}.${settings.serviceLenses}`);
}

/** Whether open Compose files show what the engine contradicts. */
export function showsLiveProblems(): boolean {
  return vscode.workspace.getConfiguration(settings.section).get<unknown>(settings.liveProblems) !== false;
}

/** True where the change concerns what the engine contradicts. */
export function concernsLiveProblems(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration(`${settings.section}.${settings.liveProblems}`);
}

/** True where the change concerns that. */
export function concernsPortChecks(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration(`${settings.section}.${settings.checkPorts}`);
}

/** The image that the walkthrough runs. */
export function tutorialImage(): string {
  return text(settings.tutorialImage).trim() || "nginx:alpine";
}

/** The ports that the walkthrough takes, as the user wrote them. */
export function tutorialPorts(): unknown {
  return vscode.workspace.getConfiguration(settings.section).get<unknown>(settings.tutorialPorts);
}

/** True where the change concerns what Host Ports leaves out. */
export function concernsHostPorts(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration(`${settings.section}.${settings.hideEditor}`);
}

/** True where the change may mean another engine. */
export function concernsEngine(event: vscode.ConfigurationChangeEvent): boolean {
  const keys = [settings.dockerHost, settings.dockerContext, settings.dockerAlso];
  return keys.some((key) => event.affectsConfiguration(`${settings.section}.${key}`));
}

function text(key: string): string {
  const value = vscode.workspace.getConfiguration(settings.section).get<unknown>(key);
  return typeof value === "string" ? value : "";
}
