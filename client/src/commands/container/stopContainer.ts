import { changeCommand } from "./changeContainer";
import { stopping } from "./stopping";

/** Stops the selected containers. Asks first where other containers share their network. */
export const stopContainerCommand = changeCommand({
  id: "hostside.stopContainer",
  titleKey: "command.stopContainer",
  ...stopping,
});
