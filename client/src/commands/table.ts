import { checkWorkspaceCommand } from "./view/checkWorkspace";
import { chooseSectionCommand } from "./compare/chooseSection";
import { compareSections } from "./compare/compareSections";
import { compareWithContainerCommand } from "./compare/compareWithContainer";
import { compareWithHostCommand } from "./compare/compareWithHost";
import type { Command } from "./target/context";
import { copyIpAddressCommand } from "./container/copyIpAddress";
import { forgetHelperContainersCommand } from "./compare/forgetHelperContainers";
import { refreshCommand } from "./view/refresh";
import { showIpAddrCommand } from "./compare/showIpAddr";
import { showLogsCommand } from "./container/showLogs";
import { showNamespaceCommand } from "./compare/showNamespace";
import { showNamespaceTableCommand } from "./compare/showNamespaceTable";
import { toggleContainerInterfacesCommand } from "./compare/toggleContainerInterfaces";
import { toggleInterfaceTableCommand } from "./compare/toggleInterfaceTable";
import { toggleRawOutputCommand } from "./compare/toggleRawOutput";
import { selectContextCommand } from "./view/selectContext";
import { filterContainersCommand } from "./view/filterContainers";
import { clearFilterCommand } from "./view/clearFilter";
import { groupContainersCommand } from "./view/groupContainers";
import { showStoppedCommand } from "./view/showStopped";
import { hideStoppedCommand } from "./view/hideStopped";
import { startContainerCommand } from "./container/startContainer";
import { stopContainerCommand } from "./container/stopContainer";
import { restartContainerCommand } from "./container/restartContainer";
import { removeContainerCommand } from "./container/removeContainer";
import { openComposeFileCommand } from "./group/openComposeFile";
import { startGroupCommand } from "./group/startGroup";
import { stopGroupCommand } from "./group/stopGroup";
import { restartGroupCommand } from "./group/restartGroup";
import { composeDownCommand } from "./container/composeDown";
import { openShellCommand } from "./container/openShell";
import { inspectCommand } from "./container/inspect";
import { captureInWiresharkCommand } from "./container/captureInWireshark";
import { openInBrowserCommand } from "./container/openInBrowser";
import { copyAddressCommand } from "./container/copyAddress";
import { copyUrlCommand } from "./container/copyUrl";
import { copyContainerIdCommand } from "./container/copyContainerId";
import { revealServiceCommand } from "./container/revealService";
import { revealContainerCommand } from "./container/revealContainer";
import { nextProblemCommand } from "./problem/nextProblem";
import { restoreNetworkCommand } from "./problem/restoreNetwork";
import { fixInFileCommand } from "./problem/fixInFile";
import { revealCauseCommand } from "./problem/revealCause";
import { stopPortHolderCommand } from "./problem/stopPortHolder";
import { useFreePortCommand } from "./problem/useFreePort";
import { explainExitCommand } from "./problem/explainExit";
import { explainHealthCommand } from "./problem/explainHealth";
import { explainReachCommand } from "./reach/explainReach";
import { canReachCommand } from "./reach/canReach";
import { measurePathCommand } from "./reach/measurePath";
import { explainPortCommand } from "./port/explainPort";
import { explainPortsUsedCommand } from "./port/explainPortsUsed";
import { nextFreePortCommand } from "./port/nextFreePort";
import { findPortCommand } from "./view/findPort";
import { renameServiceCommand } from "./view/renameService";
import { moveToHostNetworkCommand } from "./move/moveToHostNetwork";
import { moveToOwnNetworkCommand } from "./move/moveToOwnNetwork";
import { explainFileCommand } from "./support/explainFile";
import { explainProblemCommand } from "./support/explainProblem";
import { openTutorialCommand } from "./support/openTutorial";
import { showLogCommand } from "./support/showLog";
import { reportIssueCommand } from "./support/reportIssue";
import { openWalkthroughCommand } from "./walk/openWalkthrough";
import { playStepCommand } from "./walk/playStep";
import { undoStepCommand } from "./walk/undoStep";
import { copyStepCommandCommand } from "./walk/copyStepCommand";
import { resetWalkthroughCommand } from "./walk/resetWalkthrough";
import { cleanUpWalkthroughCommand } from "./walk/cleanUpWalkthrough";

/** Every command there is. A test holds package.json equal to it. */
export const commands: readonly Command[] = [
  compareWithHostCommand,
  compareWithContainerCommand,
  showIpAddrCommand,
  ...compareSections,
  showNamespaceCommand,
  showNamespaceTableCommand,
  chooseSectionCommand,
  toggleRawOutputCommand,
  toggleInterfaceTableCommand,
  toggleContainerInterfacesCommand,
  forgetHelperContainersCommand,
  refreshCommand,
  copyIpAddressCommand,
  showLogsCommand,
  checkWorkspaceCommand,
  renameServiceCommand,
  moveToHostNetworkCommand,
  moveToOwnNetworkCommand,
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
  openComposeFileCommand,
  startGroupCommand,
  stopGroupCommand,
  restartGroupCommand,
  composeDownCommand,
  openShellCommand,
  inspectCommand,
  openInBrowserCommand,
  copyAddressCommand,
  copyUrlCommand,
  copyContainerIdCommand,
  revealServiceCommand,
  revealContainerCommand,
  nextProblemCommand,
  restoreNetworkCommand,
  fixInFileCommand,
  revealCauseCommand,
  stopPortHolderCommand,
  useFreePortCommand,
  explainExitCommand,
  explainHealthCommand,
  explainReachCommand,
  canReachCommand,
  measurePathCommand,
  captureInWiresharkCommand,
  findPortCommand,
  explainPortCommand,
  explainPortsUsedCommand,
  nextFreePortCommand,
  explainFileCommand,
  explainProblemCommand,
  showLogCommand,
  reportIssueCommand,
  openTutorialCommand,
  openWalkthroughCommand,
  playStepCommand,
  undoStepCommand,
  copyStepCommandCommand,
  resetWalkthroughCommand,
  cleanUpWalkthroughCommand,
];
