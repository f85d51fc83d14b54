import { checkWorkspaceCommand } from "./checkWorkspace";
import { compareWithHostCommand } from "./compareWithHost";
import type { Command } from "./context";
import { copyIpAddressCommand } from "./copyIpAddress";
import { refreshCommand } from "./refresh";
import { showIpAddrCommand } from "./showIpAddr";
import { showLogsCommand } from "./showLogs";

/** Every command there is. A test holds package.json equal to it. */
export const commands: readonly Command[] = [
  compareWithHostCommand,
  showIpAddrCommand,
  refreshCommand,
  copyIpAddressCommand,
  showLogsCommand,
  checkWorkspaceCommand,
];
