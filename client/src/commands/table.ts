import { checkWorkspaceCommand } from "./checkWorkspace";
import { chooseSectionCommand } from "./chooseSection";
import { compareDnsCommand } from "./compareDns";
import { compareEverythingCommand } from "./compareEverything";
import { compareListeningSocketsCommand } from "./compareListeningSockets";
import { compareRoutesCommand } from "./compareRoutes";
import { compareWithContainerCommand } from "./compareWithContainer";
import { compareWithHostCommand } from "./compareWithHost";
import type { Command } from "./context";
import { copyIpAddressCommand } from "./copyIpAddress";
import { forgetHelperContainersCommand } from "./forgetHelperContainers";
import { refreshCommand } from "./refresh";
import { showIpAddrCommand } from "./showIpAddr";
import { showLogsCommand } from "./showLogs";
import { showNamespaceCommand } from "./showNamespace";
import { showNamespaceTableCommand } from "./showNamespaceTable";
import { toggleRawOutputCommand } from "./toggleRawOutput";

/** Every command there is. A test holds package.json equal to it. */
export const commands: readonly Command[] = [
  compareWithHostCommand,
  compareWithContainerCommand,
  showIpAddrCommand,
  compareRoutesCommand,
  compareDnsCommand,
  compareListeningSocketsCommand,
  compareEverythingCommand,
  showNamespaceCommand,
  showNamespaceTableCommand,
  chooseSectionCommand,
  toggleRawOutputCommand,
  forgetHelperContainersCommand,
  refreshCommand,
  copyIpAddressCommand,
  showLogsCommand,
  checkWorkspaceCommand,
];
