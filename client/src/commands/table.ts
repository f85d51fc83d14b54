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
import { selectContextCommand } from "./selectContext";
import { filterContainersCommand } from "./filterContainers";
import { clearFilterCommand } from "./clearFilter";
import { groupContainersCommand } from "./groupContainers";
import { showStoppedCommand } from "./showStopped";
import { hideStoppedCommand } from "./hideStopped";
import { startContainerCommand } from "./startContainer";
import { stopContainerCommand } from "./stopContainer";
import { restartContainerCommand } from "./restartContainer";
import { removeContainerCommand } from "./removeContainer";
import { openShellCommand } from "./openShell";
import { inspectCommand } from "./inspect";
import { openInBrowserCommand } from "./openInBrowser";
import { copyAddressCommand } from "./copyAddress";
import { copyUrlCommand } from "./copyUrl";
import { copyContainerIdCommand } from "./copyContainerId";
import { revealServiceCommand } from "./revealService";
import { revealContainerCommand } from "./revealContainer";
import { findPortCommand } from "./findPort";

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
  selectContextCommand,
  filterContainersCommand,
  clearFilterCommand,
  groupContainersCommand,
  showStoppedCommand,
  hideStoppedCommand,
  startContainerCommand,
  stopContainerCommand,
  restartContainerCommand,
  removeContainerCommand,
  openShellCommand,
  inspectCommand,
  openInBrowserCommand,
  copyAddressCommand,
  copyUrlCommand,
  copyContainerIdCommand,
  revealServiceCommand,
  revealContainerCommand,
  findPortCommand,
];
